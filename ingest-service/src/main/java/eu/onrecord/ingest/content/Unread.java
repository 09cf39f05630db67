package eu.onrecord.ingest.content;

import java.util.List;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;

/** What nobody understood is told all the same, at the end of what a message says. */
public final class Unread {
    private Unread() {
    }

    /** The message, with what was not read of it. */
    public static Message in(Message message, List<Field> unread) {
        return unread.isEmpty() ? message
                : message.content(new Parts().addAll(message.content()).add(PartType.UNKNOWN, null, unread).list());
    }
}
