package eu.onrecord.ingest.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.contract.chat.Kind;
import eu.onrecord.ingest.admission.Admission;
import eu.onrecord.ingest.admission.Limits;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Happening;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What came in and what became of it. The meters are made at start: the hot path looks nothing up by text. */
@ApplicationScoped
public class WebhookMetrics {
    private static final String UNKNOWN = "unknown";

    private final Map<String, ChannelMeters> byChannel = new ConcurrentHashMap<>();
    private final ChannelMeters unknownChannel;

    WebhookMetrics(MeterRegistry registry, Channels channels, Admission admission, Clock time) {
        LongSupplier seconds = () -> time.instant().getEpochSecond();
        channels.all().forEach(channel -> byChannel.put(channel.name(), new ChannelMeters(registry, channel.name(), seconds)));
        unknownChannel = new ChannelMeters(registry, UNKNOWN, seconds);
        Gauge.builder("onrecord.webhooks.in.flight", admission, Admission::webhooks).strongReference(true).register(registry);
        Gauge.builder("onrecord.webhooks.in.flight.bytes", admission, Admission::bytes).strongReference(true)
                .register(registry);
    }

    /** Of a configured channel. */
    public ChannelMeters of(Channel channel) {
        return byChannel.get(channel.name());
    }

    /** Of whatever no channel is configured for. */
    public ChannelMeters ofUnknownChannel() {
        return unknownChannel;
    }

    /** The meters of one channel. */
    public static final class ChannelMeters {
        private final MeterRegistry registry;
        private final String channel;
        private final Counter taken;
        private final Map<ProblemType, Counter> refused;
        private final Map<Kind, Counter> happenings;
        private final Map<Reason, Counter> quarantined;
        /** By the key's id, of which a channel has as many as secrets. */
        private final Map<String, Counter> proofs = new ConcurrentHashMap<>();
        private final DistributionSummary body;
        private final Timer publish;
        private final Timer answer;
        private final Timer delay;
        private final AtomicLong lastWebhook;
        private final AtomicLong lastStatus;
        private final LongSupplier clock;

        private ChannelMeters(MeterRegistry registry, String channel, LongSupplier clock) {
            this.clock = clock;
            this.registry = registry;
            this.channel = channel;
            taken = webhooks("taken", "none");
            refused = counters(ProblemType.class, problem -> webhooks(problem.isTemporary() ? "unavailable" : "refused",
                    problem.word()));
            happenings = counters(Kind.class, kind -> events(kind.word()));
            quarantined = counters(Reason.class, reason -> events("quarantined:" + reason.word()));
            body = DistributionSummary.builder("onrecord.webhook.body").description("bodies that came whole").baseUnit("bytes")
                    .tag("channel", channel).serviceLevelObjectives(Limits.SMALL_BODY_BYTES, 1 << 20).register(registry);
            publish = timer("onrecord.publish", "from handing over to the acknowledgement of all replicas",
                    Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
                    Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5));
            answer = timer("onrecord.webhook.answer", "from a webhook's head to its answer", Duration.ofMillis(10),
                    Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5),
                    Duration.ofSeconds(10), Duration.ofSeconds(20));
            delay = timer("onrecord.provider.delay", "from when it happened, by the provider, until it was told",
                    Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5),
                    Duration.ofHours(1));
            lastWebhook = last("webhook");
            lastStatus = last("status");
        }

        /**
         * What is to be counted once it is taken.
         *
         * @param keyId which secret fitted: when nothing comes with an old one any more, it can go
         */
        public Tally tally(List<Finding> findings, String keyId) {
            return new Tally(findings, this::counter, proofs.computeIfAbsent(keyId,
                    key -> registry.counter("onrecord.webhook.proofs", "channel", channel, "key", key)));
        }

        /** All of it is durable. */
        public void taken(Tally tally, Duration published) {
            taken.increment();
            publish.record(published);
            lastWebhook.set(clock.getAsLong());
            tally.count(delay);
            if (tally.isOfStatus()) {
                lastStatus.set(clock.getAsLong());
            }
        }

        /** It was not let in, or could not be made durable. */
        public void refused(ProblemType why) {
            refused.get(why).increment();
        }

        /** @param bytes of a body that came whole */
        public void received(int bytes) {
            body.record(bytes);
        }

        /** @param whole from its head to its answer, whatever that is */
        public void answered(Duration whole) {
            answer.record(whole);
        }

        private Counter counter(Finding finding) {
            if (finding instanceof Happening happening) {
                return happenings.get(happening.event().kind());
            }
            return finding instanceof Quarantined kept ? quarantined.get(kept.reason())
                    : events("ignored:" + ((Finding.Ignored) finding).what());
        }

        /** When it last happened, in seconds since 1970; zero if it did not since the start. */
        private AtomicLong last(String what) {
            var seconds = new AtomicLong();
            Gauge.builder("onrecord.last." + what, seconds, AtomicLong::doubleValue).tag("channel", channel).baseUnit("seconds")
                    .register(registry);
            return seconds;
        }

        private Timer timer(String name, String description, Duration... objectives) {
            return Timer.builder(name).description(description).tag("channel", channel).serviceLevelObjectives(objectives)
                    .register(registry);
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
