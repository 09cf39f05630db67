package eu.onrecord.archive.record;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * A record that is to be read.
 *
 * @param id the record's
 * @param scope the thread it belongs to
 * @param type the CloudEvents type; null where it came without
 * @param occurredAt its own time
 * @param recordedAt by the archive's clock
 * @param leafIndex its place in the ledger; null for the moment before it has one
 * @param content what it encloses, or why that is not read
 */
public record Opened(UUID id, String scope, String type, Instant occurredAt, Instant recordedAt, Long leafIndex,
        Content content) {

    /** In which records are read: as it happened, in the same moment as they were recorded. */
    public static final Comparator<Opened> ORDER = Comparator.comparing(Opened::occurredAt).thenComparing(Opened::recordedAt)
            .thenComparing(it -> it.id().toString());

    /** What a record encloses, or why that is not read. */
    public sealed interface Content {
        /** The event's bytes. */
        record Value(byte[] bytes) implements Content {
            @Override
            public String toString() {
                return "Value[" + bytes.length + " bytes]";
            }
        }

        /**
         * It was erased.
         *
         * @param certificate which says why
         */
        record Erased(Instant at, UUID certificate) implements Content {
        }

        /** Its key is not there, and nobody destroyed it. */
        record KeyLost() implements Content {
        }

        /** Its key cannot be used now: what wraps it is not configured, or its row is damaged. */
        record KeyUnusable() implements Content {
        }

        /** What is there is not what was sealed, or not what was committed. */
        record Broken() implements Content {
        }
    }

    /** The event's bytes; null where they are not read. */
    public byte[] value() {
        return content instanceof Content.Value value ? value.bytes() : null;
    }

    @Override
    public String toString() {
        return "Opened[" + id + "]";
    }
}
