package eu.onrecord.ingest.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

class SeldomTest {
    private long now;
    private final Seldom seldom = new Seldom(Duration.ofSeconds(1), () -> now);

    @Test
    void itIsSaidAtOnceAndThenOnceInAWhileWithHowOftenItHappened() {
        assertEquals(OptionalLong.of(1), seldom.happened());
        assertEquals(OptionalLong.empty(), seldom.happened());
        now += Duration.ofSeconds(1).toNanos() - 1;
        assertEquals(OptionalLong.empty(), seldom.happened());
        now += 1;

        assertEquals(OptionalLong.of(3), seldom.happened());
        assertEquals(OptionalLong.empty(), seldom.happened());
    }
}
