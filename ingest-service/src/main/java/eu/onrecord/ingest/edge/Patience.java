package eu.onrecord.ingest.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Gives up on what takes longer than it may, whoever else promised to. Each event loop has its own, in the order in which they
 * began,
 * and looks at them every now and then: that is cheaper than a timer for each.
 */
final class Patience {
    private final long limitNanos;
    private final LongSupplier ticker;
    private final Set<Waiting> waiting = new LinkedHashSet<>();

    /** @param limit how long each may take; it is given up at the next look after that */
    Patience(Duration limit, LongSupplier ticker) {
        this.limitNanos = limit.toNanos();
        this.ticker = ticker;
    }

    /** Something that may take too long. */
    interface Waiting {
        /** When it began, by the ticker. */
        long sinceNanos();

        /** It took too long. Called on the event loop that watches it. */
        void giveUp();
    }

    /** When it begins. */
    void watch(Waiting begun) {
        waiting.add(begun);
    }

    /** When it has ended, in time or not. */
    void forget(Waiting ended) {
        waiting.remove(ended);
    }

    void look() {
        var now = ticker.getAsLong();
        var late = new ArrayList<Waiting>();
        for (var one : waiting) {
            if (now - one.sinceNanos() < limitNanos) {
                break;
            }
            late.add(one);
        }
        late.forEach(Waiting::giveUp);
    }
}
