package eu.onrecord.ingest.admission;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;

/**
 * How late each event loop gets to what is waiting. Under more load than the machine can carry the queue is in the sockets,
 * where nobody counts it; a task that was due some time ago shows how long it is. Looked at only while requests come.
 */
@ApplicationScoped
public class Lateness {
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final FastThreadLocal<Loop> loops = new FastThreadLocal<>();
    private final long limitNanos;

    Lateness(AdmissionConfig config) {
        this.limitNanos = config.lateness().toNanos();
    }

    /**
     * Whether this event loop was too late the last times it was looked at.
     *
     * @param vertx the event loop that is asked, from itself
     */
    public boolean isTooLate(Context vertx) {
        var loop = loops.get();
        if (loop == null) {
            loops.set(loop = new Loop(limitNanos));
        }
        return loop.isTooLate((ContextInternal) vertx);
    }

    private static final class Loop {
        private final Looks looks;
        private boolean looking;

        private Loop(long limitNanos) {
            looks = new Looks(limitNanos, System.nanoTime());
        }

        private boolean isTooLate(ContextInternal vertx) {
            if (!looking) {
                looking = true;
                var due = System.nanoTime() + BETWEEN_LOOKS_NANOS;
                looks.begin(due);
                vertx.nettyEventLoop().schedule(() -> look(due), BETWEEN_LOOKS_NANOS, TimeUnit.NANOSECONDS);
            }
            return looks.areTooLate();
        }

        private void look(long due) {
            looking = false;
            looks.end(due, System.nanoTime());
        }
    }
}
