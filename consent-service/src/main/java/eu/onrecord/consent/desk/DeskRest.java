package eu.onrecord.consent.desk;

import java.time.Duration;
import java.time.Instant;

/**
 * Leaves a desk alone that does not answer: after a row of failures for a moment, and then ever longer. One event that it does
 * not like is no reason: that waits by itself. For any thread.
 */
final class DeskRest {
    private static final int FAILURES_IN_A_ROW = 5;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private int failures;
    private Duration next = FIRST;
    private Instant until = Instant.MIN;
    private Instant askedUntil = Instant.MIN;
    private Instant quietUntil = Instant.MIN;

    /** Whether to say once more that it refuses something: once a minute. */
    synchronized boolean isNewsNow(Instant now) {
        if (now.isBefore(quietUntil)) {
            return false;
        }
        quietUntil = now.plus(LONGEST);
        return true;
    }

    synchronized boolean isOver(Instant now) {
        return !now.isBefore(until) && !now.isBefore(askedUntil);
    }

    /**
     * The desk asked to be left alone: about everything, but no longer than the longest rest. Only the event that it said it
     * about waits for longer.
     */
    synchronized void askedFor(Duration pause, Instant now) {
        var asked = now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
        askedUntil = asked.isAfter(askedUntil) ? asked : askedUntil;
    }

    /**
     * The desk took an event, or did not.
     *
     * @return whether it is back after a row of failures
     */
    synchronized boolean after(boolean taken, Instant now) {
        if (taken) {
            var isBack = failures >= FAILURES_IN_A_ROW;
            failures = 0;
            next = FIRST;
            until = Instant.MIN;
            return isBack;
        }
        if (++failures >= FAILURES_IN_A_ROW && isOver(now)) {
            until = now.plus(next);
            var longer = next.multipliedBy(2);
            next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        }
        return false;
    }
}
