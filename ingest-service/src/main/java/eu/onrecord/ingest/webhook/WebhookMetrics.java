package eu.onrecord.ingest.webhook;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.contract.chat.Kind;
import eu.onrecord.ingest.admission.Admission;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Happening;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What came in and what became of it. The meters are made at start: the hot path looks nothing up by text. */
@ApplicationScoped
class WebhookMetrics {
    private static final String UNKNOWN = "unknown";

    private final Map<String, ChannelMeters> byChannel = new ConcurrentHashMap<>();
    private final ChannelMeters unknownChannel;

    WebhookMetrics(MeterRegistry registry, Channels channels, Admission admission) {
        channels.all().forEach(channel -> byChannel.put(channel.name(), new ChannelMeters(registry, channel.name())));
        unknownChannel = new ChannelMeters(registry, UNKNOWN);
        Gauge.builder("onrecord.webhooks.in.flight", admission, Admission::webhooks).strongReference(true).register(registry);
        Gauge.builder("onrecord.webhooks.in.flight.bytes", admission, Admission::bytes).strongReference(true)
                .register(registry);
    }

    ChannelMeters of(Channel channel) {
        return byChannel.get(channel.name());
    }

    ChannelMeters ofUnknownChannel() {
        return unknownChannel;
    }

    /** The meters of one channel. */
    static final class ChannelMeters {
        private final MeterRegistry registry;
        private final String channel;
        private final Counter taken;
        private final Map<ProblemType, Counter> refused;
        private final Map<Kind, Counter> happenings;
        private final Map<Reason, Counter> quarantined;
        private final Timer publish;

        private ChannelMeters(MeterRegistry registry, String channel) {
            this.registry = registry;
            this.channel = channel;
            taken = webhooks("taken", "none");
            refused = counters(ProblemType.class, problem -> webhooks(problem.isTemporary() ? "unavailable" : "refused",
                    problem.word()));
            happenings = counters(Kind.class, kind -> events(kind.word()));
            quarantined = counters(Reason.class, reason -> events("quarantined:" + reason.word()));
            publish = Timer.builder("onrecord.publish").description("from handing over to the acknowledgement of all replicas")
                    .tag("channel", channel).serviceLevelObjectives(Duration.ofMillis(5), Duration.ofMillis(10),
                            Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
                            Duration.ofSeconds(1), Duration.ofSeconds(5))
                    .register(registry);
        }

        void taken(List<Finding> findings, Duration published) {
            taken.increment();
            publish.record(published);
            findings.forEach(this::count);
        }

        void refused(ProblemType why) {
            refused.get(why).increment();
        }

        private void count(Finding finding) {
            if (finding instanceof Happening happening) {
                happenings.get(happening.event().kind()).increment();
            } else if (finding instanceof Quarantined kept) {
                quarantined.get(kept.reason()).increment();
            } else {
                events("ignored:" + ((Finding.Ignored) finding).what()).increment();
            }
        }

        private Counter webhooks(String outcome, String reason) {
            return registry.counter("onrecord.webhooks", "channel", channel, "outcome", outcome, "reason", reason);
        }

        private Counter events(String kind) {
            return registry.counter("onrecord.events", "channel", channel, "kind", kind);
        }

        private static <E extends Enum<E>> Map<E, Counter> counters(Class<E> words, Function<E, Counter> counter) {
            var counters = new EnumMap<E, Counter>(words);
            for (var word : words.getEnumConstants()) {
                counters.put(word, counter.apply(word));
            }
            return counters;
        }
    }
}
