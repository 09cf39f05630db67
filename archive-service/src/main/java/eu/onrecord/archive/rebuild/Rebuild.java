package eu.onrecord.archive.rebuild;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.verification.OneAtATime;
import eu.onrecord.archive.verification.VerificationConfig;

/**
 * Puts what follows from the records, made anew, in the place of what is there. The services may go on meanwhile: what they
 * hear
 * waits only while the one takes the other's place. Of conversations with a record that cannot be opened all stays as it is.
 */
@ApplicationScoped
public class Rebuild {
    /** What a pod recorded meanwhile whose clock is behind. */
    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    private final Shadow shadow;
    private final Walk walk;
    private final OneAtATime oneAtATime;
    private final VerificationConfig config;
    private final Clock clock;

    Rebuild(Shadow shadow, Walk walk, OneAtATime oneAtATime, VerificationConfig config, Clock clock) {
        this.shadow = shadow;
        this.walk = walk;
        this.oneAtATime = oneAtATime;
        this.config = config;
        this.clock = clock;
    }

    /**
     * To the end. On a thread that may wait.
     *
     * @param progress is told where it is
     * @return how many records were looked at
     * @throws IllegalStateException if a run of this or of the verification goes on
     */
    public long run(Consumer<String> progress) {
        return oneAtATime.run(() -> {
            var before = clock.instant().minus(config.settling());
            var looked = 0L;
            var run = UUID.randomUUID();
            shadow.clear(run);
            shadow.begin();
            for (var page : walk.pages(null, before)) {
                shadow.add(page);
                looked += page.size();
                progress.accept(looked + " records looked at");
            }
            shadow.replace(walk.pages(before.minus(CLOCKS_APART), null), before, run);
            shadow.clear(run);
            return looked;
        });
    }
}
