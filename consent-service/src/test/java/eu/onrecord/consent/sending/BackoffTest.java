package eu.onrecord.consent.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({ "1, 1", "2, 4", "3, 16", "4, 64", "5, 256", "6, 1024" })
    void thePausesGrowAsMetaAsksAndNoTwoAreTheSame(int attempts, long seconds) {
        var pause = Backoff.afterAttempt(attempts, Optional.empty(), new Random(attempts)).orElseThrow();

        assertTrue(pause.toMillis() >= seconds * 1000 && pause.toMillis() <= seconds * 1250, pause.toString());
    }

    @Test
    void afterSevenAttemptsItIsEnough() {
        assertEquals(Optional.empty(), Backoff.afterAttempt(7, Optional.empty(), new Random(0)));
    }

    @Test
    void whatTheProviderAsksForIsWaitedForAtLeast() {
        var pause = Backoff.afterAttempt(1, Optional.of(Duration.ofSeconds(35)), new Random(0)).orElseThrow();

        assertTrue(pause.compareTo(Duration.ofSeconds(35)) >= 0);
    }
}
