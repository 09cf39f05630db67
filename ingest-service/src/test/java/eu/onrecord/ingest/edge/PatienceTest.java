package eu.onrecord.ingest.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.ingest.edge.Patience.Waiting;

class PatienceTest {
    private static final Duration LIMIT = Duration.ofSeconds(9);

    private long now;
    private final Patience patience = new Patience(LIMIT, () -> now);
    private final List<String> givenUp = new ArrayList<>();

    @Test
    void whatTakesTooLongIsGivenUpInItsOrderAndWhatEndedInTimeIsNot() {
        var ended = waiting("ended");
        patience.watch(ended);
        patience.watch(waiting("first"));
        patience.watch(waiting("second"));
        now += 1;
        patience.watch(waiting("later"));
        patience.forget(ended);

        now += LIMIT.toNanos() - 2;
        patience.look();
        assertEquals(List.of(), givenUp);
        now += 1;
        patience.look();
        patience.look();

        assertEquals(List.of("first", "second"), givenUp);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0, false", "3.9, 0, false", "4.5, 511, true", "4.5, 512, false", "5, 1023, true", "5, 1024, false",
            "14.9, 20000, false", "15, 20000, true" })
    void aBodyHasItsGraceThenItsPaceAndThenNoMoreTime(double seconds, long bytes, boolean tooSlow) {
        var pace = new Pace(Duration.ofSeconds(15), Duration.ofSeconds(4), 1024);

        assertEquals(tooSlow, pace.isTooSlow((long) (seconds * 1e9), bytes));
    }

    private Waiting waiting(String name) {
        var began = now;
        return new Waiting() {
            @Override
            public long sinceNanos() {
                return began;
            }

            @Override
            public void giveUp() {
                givenUp.add(name);
                patience.forget(this);
            }
        };
    }
}
