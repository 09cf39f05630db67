package eu.onrecord.archive.media;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a file is tried for: as long as the provider keeps it. Pure.
 *
 * @param keptFor how long that is, from when the message came
 */
record Patience(Duration keptFor) {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(3);
    /** Of one that came late, from an archive that was down or a history: it is asked for all the same. */
    private static final int LEAST_ATTEMPTS = 4;
    private static final Duration TROUBLES = Duration.ofDays(1);
    private static final int PARTS = 10;
    /** Twelve days: more than any longest pause. */
    private static final int MOST_DOUBLINGS = 20;

    /** What becomes of a file that was not had. */
    sealed interface Verdict {
        /** It is tried again. */
        record Again(Instant at) implements Verdict {
        }

        /** Somebody of ours has to change something first; it is looked whether they did. */
        record Parked() implements Verdict {
        }

        /** The provider does not have it any more. */
        record Lost() implements Verdict {
        }
    }

    /**
     * @param attempts so far
     * @param wantedAt when it was asked for first
     */
    Verdict after(FetchFailure failure, int attempts, Instant wantedAt, Instant now) {
        if (failure.isParked()) {
            return new Verdict.Parked();
        }
        if (attempts >= LEAST_ATTEMPTS && !now.isBefore(wantedAt.plus(keptFor))) {
            return new Verdict.Lost();
        }
        return new Verdict.Again(now.plus(asked(failure.pause(), pauseAfter(attempts))));
    }

    /**
     * Whether what begins as no file of its type is taken all the same: while a provider has its troubles it may be a page that
     * says so, and after a day, or half of the time in which the file can be had, it is what the customer sent.
     */
    boolean isAnythingTaken(Instant wantedAt, Instant now) {
        var half = keptFor.dividedBy(2);
        return !now.isBefore(wantedAt.plus(half.compareTo(TROUBLES) < 0 ? half : TROUBLES));
    }

    /** Whoever wants to be left alone for longer than they keep it would be asked too late: a tenth of that at most. */
    private Duration asked(Duration wanted, Duration pause) {
        var longest = keptFor.dividedBy(PARTS);
        var asked = wanted == null || wanted.compareTo(longest) < 0 ? wanted : longest;
        return asked == null || asked.compareTo(pause) < 0 ? pause : asked;
    }

    /** Seconds at first; at last such that a tenth of the time is not waited away. */
    private Duration pauseAfter(int attempts) {
        var pause = Duration.ofSeconds(1L << 2 * Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS / 2));
        var longest = LONGEST_PAUSE.compareTo(keptFor.dividedBy(PARTS)) < 0 ? LONGEST_PAUSE : keptFor.dividedBy(PARTS);
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
