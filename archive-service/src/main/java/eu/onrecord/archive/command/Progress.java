package eu.onrecord.archive.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

/** Tells how far it is, now and then. */
@ApplicationScoped
class Progress {
    private static final Duration PACE = Duration.ofSeconds(5);

    private final Clock clock;
    private Instant told = Instant.EPOCH;

    Progress(Clock clock) {
        this.clock = clock;
    }

    void tell(String progress) {
        var now = clock.instant();
        if (progress.endsWith("done") || !now.isBefore(told.plus(PACE))) {
            told = now;
            System.out.println(progress);
        }
    }
}
