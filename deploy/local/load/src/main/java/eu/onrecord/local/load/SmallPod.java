package eu.onrecord.local.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;

/** A steady load on half a processor and a small heap, as where pods are small: what it keeps, and what it takes. */
final class SmallPod {
    private static final Duration EACH = Duration.ofSeconds(30);
    private static final int RUNS = 3;
    private static final int CONNECTIONS = 64;
    private static final int AT = 500;

    private final Subject ingest;
    private final Consumer<String> say;

    SmallPod(Subject ingest, Consumer<String> say) {
        this.ingest = ingest;
        this.say = say;
    }

    void run() {
        var load = new LoadGenerator(Traffic.of(IngestSettings.CHANNEL).messages(), CONNECTIONS);
        load.offer(ingest, AT / 5, EACH);
        load.offer(ingest, AT, EACH);
        var results = new ArrayList<LoadResult>();
        for (var i = 0; i < RUNS; i++) {
            var result = load.offer(ingest, AT, EACH);
            say.accept("%-15s %s".formatted(ingest.name(), result));
            results.add(result);
        }
        say.accept("%nhalf a processor, %d/s, median of %d: p50 %.1f ms, p99 %.1f ms; %d MiB resident".formatted(AT, RUNS,
                LoadResult.median(results, run -> LoadResult.millis(run.p50())),
                LoadResult.median(results, run -> LoadResult.millis(run.p99())), ingest.residentMebibytes()));
    }
}
