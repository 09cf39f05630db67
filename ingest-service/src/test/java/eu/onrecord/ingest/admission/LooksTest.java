package eu.onrecord.ingest.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(10);

    /** How late each look was, in milliseconds, with a limit of 20; a number after a slash is a pause before it. */
    @ParameterizedTest
    @CsvSource({ "0 0 0, false", "20 20 20, false", "21, false", "21 21, false", "21 21 21, true", "21 21 0 21, false",
            "21 21 21 0, false", "21 21 0 21 21 21, true", "21 21 21 21/200, false", "21 21/80 21, true" })
    void threeLateOnesInARowAreTooLateUnlessTheyAreLongAgo(String looks, boolean tooLate) {
        var now = 0L;
        var seen = new Looks(TimeUnit.MILLISECONDS.toNanos(20), now);
        for (var look : looks.split(" ")) {
            var parts = look.split("/");
            var due = now + EVERY + (parts.length > 1 ? TimeUnit.MILLISECONDS.toNanos(Long.parseLong(parts[1])) : 0);
            seen.begin(due);
            now = due + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(parts[0]));
            seen.end(due, now);
        }

        assertEquals(tooLate, seen.areTooLate());
    }
}
