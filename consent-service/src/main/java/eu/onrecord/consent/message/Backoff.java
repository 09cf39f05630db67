package eu.onrecord.consent.message;

import java.time.Duration;
import java.util.Optional;

/** When to try again after the provider said "not now": 4^n seconds, as Meta asks, and not for ever. */
final class Backoff {
    private static final int MOST_ATTEMPTS = 7;

    private Backoff() {
    }

    /** @return empty if it was tried often enough */
    static Optional<Duration> afterAttempt(int attempts) {
        return attempts >= MOST_ATTEMPTS ? Optional.empty() : Optional.of(Duration.ofSeconds(1L << 2 * (attempts - 1)));
    }
}
