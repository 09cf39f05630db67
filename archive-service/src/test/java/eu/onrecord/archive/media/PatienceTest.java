package eu.onrecord.archive.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.media.FetchFailure.Reason;
import eu.onrecord.archive.media.Patience.Verdict.Again;
import eu.onrecord.archive.media.Patience.Verdict.Lost;
import eu.onrecord.archive.media.Patience.Verdict.Parked;

class PatienceTest {
    private static final Instant WANTED = Instant.parse("2026-03-01T12:00:00Z");
    private static final FetchFailure BUSY = FetchFailure.later("http-503");

    @ParameterizedTest
    @CsvSource({ "P7D, 1, PT1S", "P7D, 2, PT4S", "P7D, 3, PT16S", "P7D, 7, PT1H8M16S", "P7D, 8, PT3H", "P7D, 5000, PT3H",
            "P7D, 1073741826, PT3H", "P7D, 2147483647, PT3H",
            "PT1H, 1, PT1S", "PT1H, 5, PT4M16S", "PT1H, 6, PT6M", "PT48H, 8, PT3H" })
    void itIsTriedAgainSoonAtFirstAndRarelyLater(Duration keptFor, int attempts, Duration pause) {
        assertEquals(new Again(WANTED.plus(pause)), new Patience(keptFor).after(BUSY, attempts, WANTED, WANTED));
    }

    @ParameterizedTest
    @ValueSource(strings = { "PT1H", "PT48H", "P7D" })
    void itIsTriedUntilTheProviderForgets(Duration keptFor) {
        var patience = new Patience(keptFor);
        var now = WANTED;
        var attempts = 0;
        var last = now;
        while (patience.after(BUSY, ++attempts, WANTED, now) instanceof Again again) {
            assertTrue(again.at().isAfter(now));
            last = now;
            now = again.at();
        }

        assertTrue(!now.isBefore(WANTED.plus(keptFor)), now.toString());
        assertTrue(last.isAfter(WANTED.plus(keptFor).minus(keptFor.dividedBy(5))), "asked last at " + last);
    }

    @ParameterizedTest
    @CsvSource({ "P7D, PT23H59M59S, false", "P7D, PT24H, true", "PT1H, PT29M59S, false", "PT1H, PT30M, true",
            "P60D, PT24H, true" })
    void whatIsOddIsTakenWhenATroubleWouldBeOver(Duration keptFor, Duration later, boolean isTaken) {
        assertEquals(isTaken, new Patience(keptFor).isAnythingTaken(WANTED, WANTED.plus(later)));
    }

    @Test
    void whatCameLateIsAskedForAllTheSame() {
        var patience = new Patience(Duration.ofHours(1));
        var late = WANTED.plus(Duration.ofDays(30));

        for (var attempts = 1; attempts < 4; attempts++) {
            assertTrue(patience.after(BUSY, attempts, WANTED, late) instanceof Again);
        }
        assertEquals(new Lost(), patience.after(BUSY, 4, WANTED, late));
    }

    @Test
    void whatWaitsForUsIsNeverLost() {
        assertEquals(new Parked(),
                new Patience(Duration.ofHours(1)).after(FetchFailure.parked(Reason.TOKEN_REFUSED), 1000, WANTED,
                        WANTED.plus(Duration.ofDays(3000))));
    }

    /** Else it is asked for once, and then there is nothing any more. */
    @ParameterizedTest
    @CsvSource({ "PT1H, 3600, PT6M", "P7D, 3600, PT1H", "P7D, 999999, PT16H48M" })
    void nobodyHasUsWaitUntilTheyHaveForgotten(Duration keptFor, long wanted, Duration pause) {
        assertEquals(new Again(WANTED.plus(pause)), new Patience(keptFor).after(
                FetchFailure.answered(503, Duration.ofSeconds(wanted)), 1, WANTED, WANTED));
    }

    @Test
    void whoeverAsksToWaitIsWaitedFor() {
        var patience = new Patience(Duration.ofDays(7));

        assertEquals(new Again(WANTED.plusSeconds(90)),
                patience.after(FetchFailure.answered(429, Duration.ofSeconds(90)), 1, WANTED, WANTED));
        assertEquals(new Again(WANTED.plusSeconds(16)),
                patience.after(FetchFailure.answered(429, Duration.ofSeconds(2)), 3, WANTED, WANTED));
    }
}
