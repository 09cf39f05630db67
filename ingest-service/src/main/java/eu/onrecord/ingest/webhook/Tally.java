package eu.onrecord.ingest.webhook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import eu.onrecord.ingest.provider.Finding;
import io.micrometer.core.instrument.Counter;

/** What is to be counted of a webhook once it is taken, so that nothing else of it has to be kept until then. */
public final class Tally {
    /** Counts nothing. */
    public static final Tally NOTHING = new Tally();

    private final Map<Counter, Integer> counts = new HashMap<>();

    private Tally() {
    }

    /** @param proof of the secret that fitted */
    Tally(List<Finding> findings, Function<Finding, Counter> counterOf, Counter proof) {
        counts.put(proof, 1);
        findings.forEach(finding -> counts.merge(counterOf.apply(finding), 1, Integer::sum));
    }

    void count() {
        counts.forEach((counter, times) -> counter.increment(times));
    }
}
