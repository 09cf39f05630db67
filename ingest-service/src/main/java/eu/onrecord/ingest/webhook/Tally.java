package eu.onrecord.ingest.webhook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.TimeOf;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Happening;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;

/** What is to be counted of a webhook once it is taken, so that nothing else of it has to be kept until then. */
public final class Tally {
    /** Counts nothing. */
    public static final Tally NOTHING = new Tally();
    /** A figure must not be spoilt by a time that is no time. */
    private static final long LONGEST_DELAY_MILLIS = TimeUnit.DAYS.toMillis(365);

    private final Map<Counter, Integer> counts = new HashMap<>();
    private final long[] delays;
    private final boolean isOfStatus;

    private Tally() {
        delays = new long[0];
        isOfStatus = false;
    }

    /** @param proof of the secret that fitted */
    Tally(List<Finding> findings, Function<Finding, Counter> counterOf, Counter proof) {
        counts.put(proof, 1);
        findings.forEach(finding -> counts.merge(counterOf.apply(finding), 1, Integer::sum));
        var events = findings.stream().filter(Happening.class::isInstance).map(it -> ((Happening) it).event()).toList();
        delays = events.stream().filter(it -> it.timeOf() == TimeOf.PROVIDER && it.source() == Source.LIVE)
                .mapToLong(Tally::delay).toArray();
        isOfStatus = events.stream().anyMatch(it -> it.kind() == Kind.STATUS);
    }

    private static long delay(ChatEvent event) {
        return Math.max(0, Math.min(LONGEST_DELAY_MILLIS,
                event.receivedAt().toEpochMilli() - event.occurredAt().toEpochMilli()));
    }

    /** @param delay of each event, from when it happened by the provider */
    void count(Timer delay) {
        counts.forEach((counter, times) -> counter.increment(times));
        for (var millis : delays) {
            delay.record(millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether it told how far a message came. */
    boolean isOfStatus() {
        return isOfStatus;
    }
}
