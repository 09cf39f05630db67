package eu.onrecord.consent.desk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

class DeskRestTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final DeskRest rest = new DeskRest();

    /** Also about what it took meanwhile, and not for longer than it rests otherwise. */
    @Test
    void whoAsksToBeLeftAloneIs() {
        var now = Instant.parse("2026-03-01T10:00:00Z");
        rest.askedFor(Duration.ofSeconds(20), now);
        rest.after(true, now.plusSeconds(1));

        assertFalse(rest.isOver(now.plusSeconds(19)));
        assertTrue(rest.isOver(now.plusSeconds(20)));

        rest.askedFor(Duration.ofHours(1), now);
        rest.askedFor(Duration.ofSeconds(1), now);
        assertFalse(rest.isOver(now.plusSeconds(59)));
        assertTrue(rest.isOver(now.plusSeconds(60)));
    }

    @Test
    void oneEventThatADeskDoesNotLikeIsNoReason() {
        for (var i = 0; i < 100; i++) {
            fail(4, NOW);
            rest.after(true, NOW);
        }

        assertTrue(rest.isOver(NOW));
    }

    @Test
    void aDeskThatIsAwayIsLeftAloneForEverLongerAndNeverForMoreThanAMinute() {
        var now = NOW;
        fail(4, now);
        for (var seconds : new int[] { 1, 2, 4, 8, 16, 32, 60, 60 }) {
            fail(1, now);
            assertFalse(rest.isOver(now.plusSeconds(seconds).minusMillis(1)), seconds + " s");
            now = now.plusSeconds(seconds);
            assertTrue(rest.isOver(now), seconds + " s");
        }
    }

    @Test
    void whatWasUnderWayWhenItBrokeCountsOnce() {
        fail(20, NOW);

        assertTrue(rest.isOver(NOW.plus(Duration.ofSeconds(1))));
    }

    @Test
    void aDeskThatIsBackIsToldAtOnce() {
        fail(5, NOW);
        rest.after(true, NOW);

        assertTrue(rest.isOver(NOW));
        fail(5, NOW);
        assertTrue(rest.isOver(NOW.plusSeconds(1)));
    }

    private void fail(int times, Instant now) {
        for (var i = 0; i < times; i++) {
            rest.after(false, now);
        }
    }
}
