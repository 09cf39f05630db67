package eu.onrecord.ingest.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How fast a body has to come.
 *
 * @param patience from its head to its last byte
 * @param grace in which any pace will do
 * @param bytesPerSecond after that, on the average
 */
record Pace(Duration patience, Duration grace, int bytesPerSecond) {

    static Pace of(EdgeConfig config) {
        return new Pace(config.bodyPatience(), config.bodyGrace(), config.bodyBytesPerSecond());
    }

    /**
     * @param nanos since its head came
     * @param bytes that have come
     */
    boolean isTooSlow(long nanos, long bytes) {
        var counted = nanos - grace.toNanos();
        return nanos >= patience.toNanos()
                || counted > 0 && bytes < (double) bytesPerSecond * counted / TimeUnit.SECONDS.toNanos(1);
    }
}
