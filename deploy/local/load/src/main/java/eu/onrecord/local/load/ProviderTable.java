package eu.onrecord.local.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a webhook of each provider costs, one message in each, and what one costs of the mix that WhatsApp sends in production.
 */
final class ProviderTable {
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final int RUNS = 3;
    private static final int CONNECTIONS = 256;
    private static final int AT = 4000;
    /** In which there are some seven thousand events. */
    private static final int MIX_AT = 2000;
    private static final int WARM = 3;

    private final Subject ingest;
    private final Consumer<String> say;

    ProviderTable(Subject ingest, Consumer<String> say) {
        this.ingest = ingest;
        this.say = say;
    }

    void run() {
        var loads = new LinkedHashMap<String, LoadGenerator>();
        loads.put("whatsapp", generator(Traffic.of(IngestSettings.CHANNEL)));
        IngestSettings.OTHER_PROVIDERS.forEach(provider -> loads.put(provider, generator(Traffic.of(provider))));
        var mix = new LoadGenerator(Traffic.of(IngestSettings.CHANNEL).mix(), CONNECTIONS);
        for (var i = 0; i < WARM; i++) {
            loads.values().forEach(load -> load.offer(ingest, AT, EACH));
            mix.offer(ingest, MIX_AT, EACH);
        }
        var results = new LinkedHashMap<String, List<LoadResult>>();
        var mixed = new ArrayList<LoadResult>();
        for (var i = 0; i < RUNS; i++) {
            loads.forEach((provider, load) -> results.computeIfAbsent(provider, it -> new ArrayList<>())
                    .add(told(provider, load.offer(ingest, AT, EACH))));
            mixed.add(told("mix", mix.offer(ingest, MIX_AT, EACH)));
        }
        say.accept(table(results, mixed));
    }

    private static LoadGenerator generator(Traffic traffic) {
        return new LoadGenerator(traffic.messages(), CONNECTIONS);
    }

    private LoadResult told(String what, LoadResult result) {
        say.accept("%-15s %s".formatted(what, result));
        return result;
    }

    private static String table(Map<String, List<LoadResult>> results, List<LoadResult> mixed) {
        var whatsApp = LoadResult.median(results.get("whatsapp"), LoadResult::processorMicros);
        var table = new StringBuilder("""

                | median of %d | rate | CPU per webhook | to WhatsApp's | p99 |
                | --- | --- | --- | --- | --- |
                """.formatted(RUNS));
        results.forEach((provider, runs) -> table.append(row(provider, AT, runs, whatsApp, 1)));
        return table.append(row("mix of WhatsApp's, per event", MIX_AT, mixed, whatsApp, Traffic.eventsInTheMix())).toString();
    }

    private static String row(String what, int rate, List<LoadResult> runs, double whatsApp, double events) {
        var cpu = LoadResult.median(runs, LoadResult::processorMicros) / events;
        return "| %s | %,.0f/s | %.1f µs | %.2f | %.1f ms |%n".formatted(what, rate * events, cpu, cpu / whatsApp,
                LoadResult.median(runs, run -> LoadResult.millis(run.p99())));
    }
}
