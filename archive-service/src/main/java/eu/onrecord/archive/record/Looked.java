package eu.onrecord.archive.record;

import java.util.UUID;

/**
 * A record that was looked through.
 *
 * @param place where it stands
 * @param scope whose key it is sealed under
 * @param leafIndex its place in the ledger; null where it has none
 * @param flaw what is wrong with it; null where nothing is
 * @param recorded as it was recorded; null where it cannot be opened
 */
public record Looked(Place place, String scope, byte[] commitment, Long leafIndex, Flaw flaw, Recorded recorded) {

    /**
     * A place in the order of all records.
     *
     * @param occurredAt as the database writes it: it knows times that nobody can count, such as infinity
     */
    public record Place(String occurredAt, UUID id) {
        /** Before all of them. */
        public static final Place FIRST = new Place("-infinity", new UUID(0, 0));

        /** @param text as {@link #text} gives it; null for the first */
        public static Place of(String text) {
            return text == null ? FIRST
                    : new Place(text.substring(text.indexOf(' ') + 1), UUID.fromString(text.substring(0, text.indexOf(' '))));
        }

        /** To begin here again. */
        public String text() {
            return id + " " + occurredAt;
        }
    }

    /** The record's. */
    public UUID id() {
        return place.id();
    }

    /** What can be wrong with a record. */
    public enum Flaw {
        /** Something of it is not what was committed. */
        CHANGED,
        /** It would not be known again when its event comes again. */
        EVENT_HASH_CHANGED,
        /** Its key stands as one of another thread or month: whoever destroys by those would miss it. */
        KEY_MISPLACED,
        /** Where it came from is half said, or is where it cannot have come from: it could not be fetched again. */
        ORIGIN_CHANGED,
        /** Nothing is there that it encloses. */
        CONTENT_MISSING,
        /** Its key is not there, and nobody destroyed it. */
        KEY_LOST,
        /** What wraps its key is not configured, or the key is damaged. */
        KEY_UNUSABLE,
        /** Its key was destroyed, as a certificate says. */
        ERASED
    }

    @Override
    public String toString() {
        return "Looked[" + id() + ", " + flaw + "]";
    }
}
