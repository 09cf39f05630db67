package eu.onrecord.ingest.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Vertx;

/**
 * Gives up on what takes longer than it may, whoever else promised to. Each event loop keeps its own, in the order in which
 * they
 * began, and looks at them once a second: that is cheaper than a timer for each.
 */
final class Patience {
    private static final long BETWEEN_LOOKS_MILLIS = 1000;

    private final long limitNanos;
    private final FastThreadLocal<Set<Waiting>> waiting = new FastThreadLocal<>();

    /** @param limit how long each may take; it is given up at most a second later */
    Patience(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** Something that may take too long. */
    interface Waiting {
        /** When it began, by {@link System#nanoTime()}. */
        long sinceNanos();

        /** It took too long. Called on the event loop that watches it. */
        void giveUp();
    }

    /** From an event loop, when it begins. */
    void watch(Vertx vertx, Waiting begun) {
        var ofThisLoop = waiting.get();
        if (ofThisLoop == null) {
            waiting.set(ofThisLoop = new LinkedHashSet<>());
            var watched = ofThisLoop;
            vertx.setPeriodic(BETWEEN_LOOKS_MILLIS, look -> giveUp(watched));
        }
        ofThisLoop.add(begun);
    }

    /** From the same event loop, when it has ended, in time or not. */
    void forget(Waiting ended) {
        waiting.get().remove(ended);
    }

    private void giveUp(Set<Waiting> ofThisLoop) {
        var now = System.nanoTime();
        var late = new ArrayList<Waiting>();
        for (var one : ofThisLoop) {
            if (now - one.sinceNanos() < limitNanos) {
                break;
            }
            late.add(one);
        }
        late.forEach(Waiting::giveUp);
    }
}
