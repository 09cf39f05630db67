package eu.onrecord.local.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The measurements, in the order in which they are made, and the table of them. */
final class Comparison {
    private static final Duration LIMIT = Duration.ofMillis(50);
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final List<Integer> WARM_UP = List.of(1000, 3000, 5000, 5000);
    private static final int RUNS = 3;
    /** Webhooks a second at which processor time is compared. */
    private static final int AT = 10_000;
    private static final int STEADY = 4_000;
    private static final int CONNECTIONS = 256;
    /** So many that the queue is at the server and not at the generator. */
    private static final int CROWD = 2000;
    private static final int FIRST_RATE = 4000;
    /** What ingest-service publishes for a webhook of 1 KB. */
    private static final int EVENT_BYTES = 2600;

    private final Subject ingest;
    private final Subject empty;
    private final Subject forwarder;
    private final String kafka;
    private final Path logs;
    private final Consumer<String> say;
    private final LoadGenerator generator;
    private final LoadGenerator crowd;

    Comparison(Subject ingest, Subject empty, Subject forwarder, String kafka, Path logs, Consumer<String> say) {
        this.ingest = ingest;
        this.empty = empty;
        this.forwarder = forwarder;
        this.kafka = kafka;
        this.logs = logs;
        this.say = say;
        var webhooks = Traffic.of(IngestSettings.CHANNEL).messages();
        this.generator = new LoadGenerator(webhooks, CONNECTIONS);
        this.crowd = new LoadGenerator(webhooks, CROWD);
    }

    /** Everything but memory over time. */
    void run() throws IOException, InterruptedException {
        warmUp(List.of(ingest, forwarder, empty));
        var ours = new ArrayList<LoadResult>();
        var floor = new ArrayList<LoadResult>();
        var theirs = new ArrayList<LoadResult>();
        for (var i = 0; i < RUNS; i++) {
            ours.add(offer(ingest, AT, EACH));
            floor.add(offer(forwarder, AT, EACH));
            theirs.add(offer(empty, AT, EACH));
        }
        var ourHighest = highest(ingest);
        var floorHighest = highest(forwarder);
        var theirHighest = highest(empty);
        var overload = crowd.offer(ingest, ourHighest * 2, EACH);
        say.accept("%-15s %s".formatted("overload", overload));
        var alone = KafkaAlone.measure(kafka, EVENT_BYTES, logs);
        say.accept("""

                | | ingest-service | forwarder | empty endpoint | to the forwarder | to the empty endpoint |
                | --- | --- | --- | --- | --- | --- |
                | highest rate with p99 under 50 ms | %,d/s | %,d/s | %,d/s | %.0f %% | %.0f %% |
                | CPU of the process per webhook, at %,d/s, median of %d | %.1f µs | %.1f µs | %.1f µs | %.2f | %.2f |
                | p50 there | %.2f ms | %.2f ms | %.2f ms | | |
                | p99 there | %.2f ms | %.2f ms | %.2f ms | | |
                | resident memory | %d MiB | %d MiB | %d MiB | | |
                | offered twice its highest rate | %,d/s taken, p99 %.1f ms on the wire; the others refused at once | | | | |

                Kafka's own producer performance test, records of %,d bytes: %,.0f/s, p50 %d ms, p99 %d ms
                """.formatted(ourHighest, floorHighest, theirHighest, 100.0 * ourHighest / floorHighest,
                100.0 * ourHighest / theirHighest, AT, RUNS, cpu(ours), cpu(floor), cpu(theirs), cpu(ours) / cpu(floor),
                cpu(ours) / cpu(theirs), p50(ours), p50(floor), p50(theirs), p99(ours), p99(floor), p99(theirs),
                ingest.residentMebibytes(), forwarder.residentMebibytes(), empty.residentMebibytes(),
                (long) (overload.taken() / (overload.lasted().toMillis() / 1e3)),
                LoadResult.millis(overload.p99SinceSent()), EVENT_BYTES, alone.recordsPerSecond(), alone.p50Millis(),
                alone.p99Millis()));
    }

    private int highest(Subject subject) {
        return new HighestRate(LIMIT, rate -> offer(subject, rate, EACH)).from(FIRST_RATE);
    }

    private static double cpu(List<LoadResult> runs) {
        return LoadResult.median(runs, LoadResult::processorMicros);
    }

    private static double p50(List<LoadResult> runs) {
        return LoadResult.median(runs, run -> LoadResult.millis(run.p50()));
    }

    private static double p99(List<LoadResult> runs) {
        return LoadResult.median(runs, run -> LoadResult.millis(run.p99()));
    }

    /** A steady load, and the memory minute by minute. */
    void hold(Duration duration) {
        warmUp(List.of(ingest));
        for (var minute = 1; minute <= duration.toMinutes(); minute++) {
            var result = offer(ingest, STEADY, Duration.ofMinutes(1));
            say.accept("      minute %d: %d MiB resident, %s".formatted(minute, ingest.residentMebibytes(),
                    result.lost() + result.refused() == 0 ? "every webhook taken" : "not every webhook taken"));
        }
    }

    private void warmUp(List<Subject> subjects) {
        for (var subject : subjects) {
            WARM_UP.forEach(rate -> generator.offer(subject, rate, EACH));
            say.accept("%-15s warm".formatted(subject.name()));
        }
    }

    private LoadResult offer(Subject subject, int rate, Duration duration) {
        var result = generator.offer(subject, rate, duration);
        say.accept("%-15s %s".formatted(subject.name(), result));
        return result;
    }
}
