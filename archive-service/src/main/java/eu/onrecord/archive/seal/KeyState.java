package eu.onrecord.archive.seal;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;

/** What became of a data key. */
public sealed interface KeyState {

    /**
     * It opens what was sealed under it.
     *
     * @param scope that it stands for
     * @param month of the own time of what it seals, in UTC
     */
    record Living(DataKey key, String scope, YearMonth month) implements KeyState {
        /** Whether it stands for what was sealed under it: by its scope and month it is destroyed. */
        public boolean isOf(String sealedScope, Instant ownTime) {
            return scope.equals(sealedScope) && month.equals(YearMonth.from(ownTime.atOffset(ZoneOffset.UTC)));
        }
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
