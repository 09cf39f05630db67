package eu.onrecord.archive.lane;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Work that is done several times a second, from start to shutdown. (The scheduler's finest pace is a second, too coarse for a
 * customer who waits.)
 */
@ApplicationScoped
public class Lanes {
    private final Vertx vertx;
    private final LanesConfig config;
    private final List<Long> timers = new CopyOnWriteArrayList<>();

    Lanes(Vertx vertx, LanesConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /**
     * Begins, and goes on until the shutdown.
     *
     * @param name for the log
     * @param work done on a Vert.x context of its own
     */
    public void start(String name, Supplier<Uni<Void>> work) {
        start(name, config.pace(), work);
    }

    /** As above, at a pace of its own. */
    public void start(String name, Duration pace, Supplier<Uni<Void>> work) {
        if (!config.enabled()) {
            return;
        }
        var lane = new Lane(name, work);
        timers.add(vertx.setPeriodic(pace.toMillis(), ignored -> lane.run()));
    }

    void stop(@Observes ShutdownEvent shutdown) {
        timers.forEach(vertx::cancelTimer);
    }
}
