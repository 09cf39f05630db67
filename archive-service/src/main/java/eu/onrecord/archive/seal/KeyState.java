package eu.onrecord.archive.seal;

import java.time.Instant;
import java.util.UUID;

/** What became of a data key. */
public sealed interface KeyState {

    /** It opens what was sealed under it. */
    record Living(DataKey key) implements KeyState {
    }

    /**
     * It was destroyed on purpose.
     *
     * @param certificate which says why
     */
    record Destroyed(Instant at, UUID certificate) implements KeyState {
    }

    /** It is there, and the key that wraps it is not configured, or the row is damaged. */
    record Unusable() implements KeyState {
    }

    /** Nobody destroyed it, and it is not there. */
    record Lost() implements KeyState {
    }
}
