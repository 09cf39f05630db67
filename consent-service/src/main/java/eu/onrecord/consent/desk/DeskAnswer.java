package eu.onrecord.consent.desk;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a desk said to an event. */
sealed interface DeskAnswer {
    /** It wants no more than that. */
    Set<Integer> NOT_NOW = Set.of(408, 409, 425, 429);
    /** However long it wants to be left alone: it is asked again within the hour. */
    Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** It has it. */
    record Taken() implements DeskAnswer {
    }

    /** It does not want it, and will not: asking again is no use. */
    record Refused(int status) implements DeskAnswer {
    }

    /**
     * It is away, or busy.
     *
     * @param after how long it wants to be left alone, where it says so
     */
    record Later(Optional<Duration> after) implements DeskAnswer {
    }

    /**
     * RFC 9110: a client error stays one, but for those that speak of the moment; a redirect is followed by nobody.
     *
     * @param retryAfter the header, in seconds; another form of it is left alone
     */
    static DeskAnswer of(int status, String retryAfter) {
        if (status / 100 == 2) {
            return new Taken();
        }
        if (status / 100 == 4 && !NOT_NOW.contains(status)) {
            return new Refused(status);
        }
        return new Later(seconds(retryAfter));
    }

    private static Optional<Duration> seconds(String retryAfter) {
        if (retryAfter == null || !retryAfter.strip().matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        var wanted = Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
        return Optional.of(wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE);
    }
}
