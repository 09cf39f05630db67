package eu.onrecord.ingest.quarantine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

import eu.onrecord.contract.wire.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;

/** Since when the oldest webhook waits in quarantine: the topic forgets it after its days, whether somebody looked or not. */
@ApplicationScoped
class OldestInQuarantine {
    private static final Logger LOG = Logger.getLogger(OldestInQuarantine.class);
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private final Clock clock;
    private final Duration betweenLooks;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(look -> {
        var thread = new Thread(look, "oldest-in-quarantine");
        thread.setDaemon(true);
        return thread;
    });
    /** Null while nothing is there. */
    private volatile Instant received;

    OldestInQuarantine(@Identifier("default-kafka-broker") Map<String, Object> kafka, Clock clock, QuarantineConfig config,
            MeterRegistry registry) {
        this.kafka = kafka;
        this.clock = clock;
        this.betweenLooks = config.betweenLooks();
        Gauge.builder("onrecord.quarantine.oldest", this, OldestInQuarantine::ageSeconds).baseUnit("seconds")
                .description("how long the oldest webhook has been in quarantine; 0 while none is").register(registry);
    }

    void start(@Observes StartupEvent event) {
        looks.scheduleWithFixedDelay(this::look, 0, betweenLooks.toMillis(), TimeUnit.MILLISECONDS);
    }

    private double ageSeconds() {
        var oldest = received;
        return oldest == null ? 0 : Math.max(0, Duration.between(oldest, clock.instant()).toSeconds());
    }

    /** What was seen last stands until Kafka tells otherwise. */
    private void look() {
        try (var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            received = oldest(consumer).orElse(null);
        } catch (KafkaException away) {
            LOG.debugf("The quarantine cannot be looked at: %s", away.getClass().getSimpleName());
        } catch (RuntimeException unexpected) {
            LOG.warnf("The quarantine could not be looked at: %s", unexpected.getClass().getName());
        }
    }

    private static Optional<Instant> oldest(KafkaConsumer<byte[], byte[]> consumer) {
        Optional<Instant> oldest = Optional.empty();
        for (var known : consumer.partitionsFor(Topic.QUARANTINE, KAFKA_PATIENCE)) {
            var partition = new TopicPartition(Topic.QUARANTINE, known.partition());
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition), KAFKA_PATIENCE).get(partition);
            if (consumer.position(partition, KAFKA_PATIENCE) < end) {
                var first = consumer.poll(KAFKA_PATIENCE).iterator();
                if (!first.hasNext()) {
                    throw new KafkaException("no answer in time");
                }
                var at = Instant.ofEpochMilli(first.next().timestamp());
                oldest = Optional.of(oldest.filter(before -> before.isBefore(at)).orElse(at));
            }
        }
        return oldest;
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }

    @PreDestroy
    void stop() {
        looks.shutdownNow();
    }
}
