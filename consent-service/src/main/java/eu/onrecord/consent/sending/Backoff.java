package eu.onrecord.consent.sending;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When to try again after the provider said "not now": 4^n seconds, as Meta asks, and not for ever. */
final class Backoff {
    private static final int MOST_ATTEMPTS = 7;
    /** So that what failed together does not come back together. */
    private static final double JITTER = 0.25;

    private Backoff() {
    }

    /**
     * @param attempts at least one
     * @param retryAfter how long the provider wants to be left alone, where it says so
     * @return empty if it was tried often enough
     */
    static Optional<Duration> afterAttempt(int attempts, Optional<Duration> retryAfter, RandomGenerator random) {
        if (attempts >= MOST_ATTEMPTS) {
            return Optional.empty();
        }
        var pause = Duration.ofSeconds(1L << 2 * (attempts - 1));
        var longest = retryAfter.filter(wanted -> wanted.compareTo(pause) > 0).orElse(pause);
        return Optional.of(longest.plusMillis((long) (longest.toMillis() * JITTER * random.nextDouble())));
    }
}
