package eu.onrecord.ingest.content;

import java.util.List;

import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Status;

/** What is told beside the content, as it can be kept and shown: bounded like it, and without what no text may hold. */
public final class Bounded {
    private static final int LONGEST_NAME = 512;

    private Bounded() {
    }

    /** Clean, and as long as it came: readers of version 1 have only this. Null for null. */
    public static Message message(Message it) {
        if (it == null || it.text() == null) {
            return it;
        }
        return it.text(it.text().isEmpty() ? null : Wording.of(it.text(), it.text().length()));
    }

    /** Null for null. */
    public static Customer customer(Customer it) {
        return it == null || it.name() == null ? it
                : new Customer(it.phone(), it.userId(), Wording.of(it.name(), LONGEST_NAME), it.identifiers());
    }

    /** Null for null. */
    public static Status status(Status it) {
        return it == null ? null
                : new Status(it.messageId(), it.state(), it.reference(), name(it.error()), fields(it.details()));
    }

    /** Null for null. */
    public static Preference preference(Preference it) {
        return it == null ? null
                : new Preference(name(it.category()), name(it.value()), it.wish(), it.scope(), it.source(),
                        fields(it.details()));
    }

    private static String name(String told) {
        return told == null ? null : Wording.of(told, LONGEST_NAME);
    }

    private static List<Field> fields(List<Field> told) {
        return new Parts().add(PartType.SYSTEM, null, told).list().stream().flatMap(part -> part.fields().stream()).toList();
    }
}
