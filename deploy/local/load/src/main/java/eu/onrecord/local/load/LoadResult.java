package eu.onrecord.local.load;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What became of an offered load.
 *
 * @param offered requests per second
 * @param taken answers with 200
 * @param refused answers with 503
 * @param lost requests with another answer or none
 * @param kept whether the generator kept to its schedule; if not, the latencies say too little
 * @param p50 of the answers with 200, from when a request was due
 * @param p99 the same
 * @param p99SinceSent of the answers with 200, from when a request had a connection: what waits in the generator is left out
 * @param processorMicros of the server's process, per request
 * @param lasted how long the load took, until the last answer
 */
record LoadResult(double offered, long taken, long refused, long lost, boolean kept, Duration p50, Duration p99,
        Duration p99SinceSent,
        double processorMicros, Duration lasted) {

    /** Whether every request was taken, in time. */
    boolean holds(Duration limit) {
        return kept && lost == 0 && refused == 0 && p99.compareTo(limit) < 0;
    }

    /** The middle one of several runs. */
    static double median(List<LoadResult> runs, ToDoubleFunction<LoadResult> figure) {
        return runs.stream().mapToDouble(figure).sorted().skip(runs.size() / 2).findFirst().orElseThrow();
    }

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    @Override
    public String toString() {
        return "%,7.0f/s  p50 %7.2f ms  p99 %8.2f ms  %6.1f µs CPU each  %,d taken, %,d refused, %,d lost%s".formatted(offered,
                millis(p50), millis(p99), processorMicros, taken, refused, lost, kept ? "" : "  (generator late)");
    }
}
