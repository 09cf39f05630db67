package eu.onrecord.consent.lane;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;

/** The same work again and again, and never twice at once. A run that fails is logged, and the next one comes all the same. */
final class Lane {
    private static final Logger LOG = Logger.getLogger(Lane.class);

    /** A connection can die without a word: then this run is given up, so that there is a next one. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Supplier<Uni<Void>> work;
    private final AtomicBoolean running = new AtomicBoolean();

    Lane(String name, Supplier<Uni<Void>> work) {
        this.name = name;
        this.work = work;
    }

    void run() {
        if (running.compareAndSet(false, true)) {
            OwnContext.run(work).ifNoItem().after(PATIENCE).fail().subscribe().with(done -> running.set(false), failure -> {
                running.set(false);
                LOG.warnf("%s will be tried again: %s", name, failure.getClass().getSimpleName());
            });
        }
    }
}
