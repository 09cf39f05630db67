package eu.onrecord.archive.media;

import java.util.UUID;

/**
 * A file of a message, as far as it is known here.
 *
 * @param id by which it is read
 * @param scope the thread that it is said to be of; its record has the last word
 * @param ordinal its place among the message's
 * @param state what became of it
 * @param reason why it is not here yet, or not any more; null where it is
 * @param record the record that tells what came of it; null as long as nothing did
 * @param foundType what it is by its first bytes; null where they do not tell
 * @param sha256 of its bytes, hex; null of one that is not kept, or whose record cannot be opened
 * @param size in bytes; null as above
 * @param filename as the sender called it; null where they did not
 */
public record MediaFile(UUID id, String scope, int ordinal, State state, String reason, UUID record, String foundType,
        String sha256,
        Long size, String filename) {

    /** What becomes of a file. */
    public enum State {
        /** It is on its way. */
        WANTED,
        /** It waits for somebody of ours to mend what keeps it away. */
        PARKED,
        /** It is beyond what is fetched of one customer's day, until somebody asks for it. */
        HELD,
        /** It is here. */
        KEPT,
        /** The provider did not give it as long as it had it. */
        LOST
    }

    /** Whether its bytes are here. */
    public boolean isKept() {
        return state == State.KEPT;
    }

    @Override
    public String toString() {
        return "MediaFile[" + id + ", " + state + "]";
    }
}
