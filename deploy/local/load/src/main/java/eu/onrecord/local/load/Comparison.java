package eu.onrecord.local.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The measurements, in the order in which they are made, and the table of them. */
final class Comparison {
    private static final Duration LIMIT = Duration.ofMillis(50);
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final List<Integer> WARM_UP = List.of(1000, 3000, 5000, 5000);
    private static final List<Integer> FIXED_LOADS = List.of(1000, 2000, 4000);
    private static final int CONNECTIONS = 256;
    /** So many that the queue is at the server and not at the generator. */
    private static final int CROWD = 2000;
    private static final int FIRST_RATE = 4000;
    /** What ingest-service publishes for a webhook of 1 KB. */
    private static final int EVENT_BYTES = 2600;

    private final Subject ingest;
    private final Subject empty;
    private final String kafka;
    private final Path logs;
    private final Consumer<String> say;
    private final LoadGenerator generator = new LoadGenerator(SignedWebhooks.make(), CONNECTIONS);
    private final LoadGenerator crowd = new LoadGenerator(SignedWebhooks.make(), CROWD);

    Comparison(Subject ingest, Subject empty, String kafka, Path logs, Consumer<String> say) {
        this.ingest = ingest;
        this.empty = empty;
        this.kafka = kafka;
        this.logs = logs;
        this.say = say;
    }

    /** Everything but memory over time. */
    void run() throws IOException, InterruptedException {
        warmUp(List.of(ingest, empty));
        double cpuRatio = 0;
        for (var rate : FIXED_LOADS) {
            var ours = offer(ingest, rate, EACH);
            var theirs = offer(empty, rate, EACH);
            cpuRatio = ours.processorMicros() / theirs.processorMicros();
            say.accept("      CPU per webhook: %.2f times the empty endpoint's".formatted(cpuRatio));
        }
        var ourHighest = new HighestRate(LIMIT, rate -> offer(ingest, rate, EACH)).from(FIRST_RATE);
        var theirHighest = new HighestRate(LIMIT, rate -> offer(empty, rate, EACH)).from(FIRST_RATE);
        var ourHalf = offer(ingest, ourHighest / 2, EACH);
        var theirsThere = offer(empty, ourHighest / 2, EACH);
        var overload = crowd.offer(ingest, ourHighest * 2, EACH);
        say.accept("%-15s %s".formatted("overload", overload));
        var alone = KafkaAlone.measure(kafka, EVENT_BYTES, logs);
        say.accept("""

                | | ingest-service | empty endpoint | ratio |
                | --- | --- | --- | --- |
                | highest rate with p99 under 50 ms | %,d/s | %,d/s | %.0f %% |
                | p50 at %,d/s | %.2f ms | %.2f ms | |
                | p99 at %,d/s | %.2f ms | %.2f ms | |
                | CPU of the process per webhook, at %,d/s | %.1f µs | %.1f µs | %.2f |
                | resident memory | %d MiB | %d MiB | |
                | offered twice its highest rate | %,d/s taken, p99 %.1f ms on the wire; the others refused at once | | |

                Kafka's own producer performance test, records of %,d bytes: %,.0f/s, p50 %d ms, p99 %d ms
                """.formatted(ourHighest, theirHighest, 100.0 * ourHighest / theirHighest, ourHighest / 2,
                LoadResult.millis(ourHalf.p50()), LoadResult.millis(theirsThere.p50()), ourHighest / 2,
                LoadResult.millis(ourHalf.p99()), LoadResult.millis(theirsThere.p99()), ourHighest / 2,
                ourHalf.processorMicros(), theirsThere.processorMicros(),
                ourHalf.processorMicros() / theirsThere.processorMicros(), ingest.residentMebibytes(),
                empty.residentMebibytes(), (long) (overload.taken() / (overload.lasted().toMillis() / 1e3)),
                LoadResult.millis(overload.p99SinceSent()), EVENT_BYTES, alone.recordsPerSecond(), alone.p50Millis(),
                alone.p99Millis()));
    }

    /** A steady load, and the memory minute by minute. */
    void hold(Duration duration) {
        warmUp(List.of(ingest));
        for (var minute = 1; minute <= duration.toMinutes(); minute++) {
            var result = offer(ingest, FIXED_LOADS.get(FIXED_LOADS.size() - 1), Duration.ofMinutes(1));
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
