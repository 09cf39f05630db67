package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

class HeadDueTest {
    private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");
    private final HeadDue due = new HeadDue();

    @Test
    void nothingIsDueWhereAllIsShown() {
        due.begin(START);
        due.look(10, 10, at(5));

        assertEquals(Duration.ZERO, due.at(at(60)));
    }

    @Test
    void aTermThatDoesNotBeginIsOverdue() {
        due.begin(START);
        due.begin(at(30));

        assertEquals(Duration.ofSeconds(60), due.at(at(60)));
    }

    @Test
    void itCountsFromTheFirstThatIsNotShown() {
        due.look(10, 10, START);
        due.look(11, 10, at(5));
        due.look(20, 10, at(10));

        assertEquals(Duration.ofSeconds(55), due.at(at(60)));
    }

    /** While records come all the time there is always one that is not shown yet. */
    @Test
    void whoShowsHeadsIsNotOverdueHoweverMuchComes() {
        due.look(10, 5, START);
        due.look(20, 10, at(10));
        due.look(30, 20, at(20));

        assertEquals(Duration.ofSeconds(1), due.at(at(21)));
    }

    @Test
    void whatAnotherPodShowsIsNotDueHere() {
        due.look(10, 5, START);
        due.end();

        assertEquals(Duration.ZERO, due.at(at(60)));
    }

    /** Then it counts on from there, and never tells less than nothing. */
    @Test
    void aClockThatGoesBackMutesNothing() {
        due.look(11, 10, at(3600));

        assertEquals(Duration.ofSeconds(3600), due.at(START));
        due.look(11, 10, START);
        assertEquals(Duration.ofSeconds(60), due.at(at(60)));
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
