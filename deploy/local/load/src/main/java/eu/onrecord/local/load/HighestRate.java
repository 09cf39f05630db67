package eu.onrecord.local.load;

import java.time.Duration;
import java.util.function.IntFunction;

/** Looks for the highest rate that holds a latency: up in steps until it fails, then between the last two. */
final class HighestRate {
    private static final double STEP = 1.3;
    private static final int HALVINGS = 3;

    private final Duration limit;
    private final IntFunction<LoadResult> offer;

    /**
     * @param limit of the 99th percentile
     * @param offer offers a rate per second
     */
    HighestRate(Duration limit, IntFunction<LoadResult> offer) {
        this.limit = limit;
        this.offer = offer;
    }

    /** @return requests per second; a rate that failed is tried a second time, because the machine has other things to do */
    int from(int rate) {
        var low = 0;
        var high = rate;
        while (holds(high)) {
            low = high;
            high = (int) (high * STEP);
        }
        for (var i = 0; i < HALVINGS; i++) {
            var middle = (low + high) / 2;
            if (holds(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean holds(int rate) {
        return offer.apply(rate).holds(limit) || offer.apply(rate).holds(limit);
    }
}
