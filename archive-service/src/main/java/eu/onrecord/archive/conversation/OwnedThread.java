package eu.onrecord.archive.conversation;

import java.util.Comparator;
import java.util.UUID;

/** A thread of a legal entity: a thread of two is two conversations. */
public record OwnedThread(String thread, String legalEntity) {
    static final Comparator<OwnedThread> ORDER = Comparator.comparing(OwnedThread::thread)
            .thenComparing(OwnedThread::legalEntity);

    /** The conversation that it opens. */
    UUID opened() {
        return ConversationId.of(thread, legalEntity);
    }
}
