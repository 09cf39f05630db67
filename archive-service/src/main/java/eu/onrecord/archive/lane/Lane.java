package eu.onrecord.archive.lane;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;

/** The same work again and again, and never twice at once. A run that fails is logged, and the next one comes all the same. */
final class Lane {
    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final String name;
    private final Supplier<Uni<Void>> work;
    private final AtomicBoolean running = new AtomicBoolean();

    Lane(String name, Supplier<Uni<Void>> work) {
        this.name = name;
        this.work = work;
    }

    void run() {
        if (running.compareAndSet(false, true)) {
            OwnContext.run(work).subscribe().with(done -> running.set(false), failure -> {
                running.set(false);
                LOG.warnf("%s will be tried again: %s", name, failure.getClass().getSimpleName());
            });
        }
    }
}
