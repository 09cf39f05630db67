package eu.onrecord.ingest.quarantine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Providers;
import eu.onrecord.ingest.publish.ChatRecords;
import eu.onrecord.ingest.publish.EventLog;
import io.smallrye.common.annotation.Identifier;

/**
 * Reads webhooks in quarantine again and publishes what is understood now. Nothing is taken out: ids are made of what was
 * said, so a second replay tells nothing new, and the topic forgets by itself.
 */
@ApplicationScoped
class Replay {
    private static final Logger LOG = Logger.getLogger(Replay.class);
    private static final Duration A_MOMENT = Duration.ofMillis(200);
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private final Channels channels;
    private final Providers providers;
    private final EventLog log;
    private final ReplayConfig config;
    private final Clock clock;

    Replay(@Identifier("default-kafka-broker") Map<String, Object> kafka, Channels channels, Providers providers, EventLog log,
            ReplayConfig config, Clock clock) {
        this.kafka = kafka;
        this.channels = channels;
        this.providers = providers;
        this.log = log;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Plays it, and waits until what was published is durable.
     *
     * @throws RuntimeException if Kafka fails; what was published until then stays, and to ask again is safe
     */
    ReplayReport play(ReplayRequest request) {
        var until = request.to().orElseGet(clock::instant);
        var deadline = System.nanoTime() + config.patience().toNanos();
        var count = new Count();
        var topic = topicId();
        if (request.continueFrom().filter(it -> !it.topic().equals(topic)).isPresent()) {
            throw ProblemType.REQUEST_INVALID
                    .problem("continueFrom is of another quarantine: the topic was made anew. Begin without it.");
        }
        try (var consumer = new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            var ends = seek(consumer, request);
            var next = new HashMap<Integer, Long>();
            ends.keySet().forEach(partition -> next.put(partition.partition(), consumer.position(partition, KAFKA_PATIENCE)));
            var begun = Map.copyOf(next);
            while (ends.entrySet().stream().anyMatch(end -> next.get(end.getKey().partition()) < end.getValue())) {
                for (var kept : consumer.poll(A_MOMENT)) {
                    var received = Instant.ofEpochMilli(kept.timestamp());
                    if (received.isBefore(until) && !received.isBefore(request.from())) {
                        play(kept, request, count);
                    }
                    next.put(kept.partition(), kept.offset() + 1);
                    if (System.nanoTime() > deadline) {
                        return count.report(new ReplayPosition(topic, next).text());
                    }
                }
                // what is no message has an offset too
                ends.keySet().forEach(partition -> next.merge(partition.partition(),
                        consumer.position(partition, KAFKA_PATIENCE), Math::max));
                if (System.nanoTime() > deadline) {
                    if (next.equals(begun)) {
                        throw new KafkaException("the quarantine cannot be read in time");
                    }
                    return count.report(new ReplayPosition(topic, next).text());
                }
            }
        }
        return count.report(null);
    }

    private void play(ConsumerRecord<String, byte[]> kafkaRecord, ReplayRequest request, Count count) {
        QuarantineRecord.of(kafkaRecord).filter(request::means).ifPresent(kept -> {
            count.webhooks++;
            var findings = read(kept);
            var events = ChatRecords.of(findings);
            log.publish(events.records()).toCompletableFuture().join();
            count.events += events.records().size();
            if (findings.isEmpty() || events.someTooLarge() || findings.stream().anyMatch(Quarantined.class::isInstance)) {
                count.stillQuarantined++;
            } else {
                count.replayed++;
            }
        });
    }

    /**
     * Nothing where its channel is gone, or its reading meets a fault of ours: that must not keep the others from being read.
     */
    private List<Finding> read(QuarantineRecord kept) {
        try {
            return channels.find(kept.channel())
                    .map(channel -> providers.read(channel, kept.webhook(), kept.authentication())).orElse(List.of());
        } catch (RuntimeException fault) {
            LOG.errorf("A webhook in quarantine on %s met a fault of ours: %s", kept.channel(), fault.getClass().getName());
            return List.of();
        }
    }

    /** To where the first that was received then or later stands, or to where an earlier replay came. */
    private static Map<TopicPartition, Long> seek(KafkaConsumer<String, byte[]> consumer, ReplayRequest request) {
        var from = request.from();
        var partitions = consumer.partitionsFor(Topic.QUARANTINE, KAFKA_PATIENCE).stream()
                .map(partition -> new TopicPartition(Topic.QUARANTINE, partition.partition())).toList();
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions, KAFKA_PATIENCE);
        var starts = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> from.toEpochMilli())),
                KAFKA_PATIENCE);
        var reached = request.continueFrom().map(ReplayPosition::next).orElse(Map.of());
        partitions.forEach(partition -> {
            var start = starts.get(partition) == null ? ends.get(partition) : starts.get(partition).offset();
            consumer.seek(partition, Math.max(start, reached.getOrDefault(partition.partition(), 0L)));
        });
        return ends;
    }

    private String topicId() {
        try (var admin = Admin.create(adminSettings())) {
            return admin.describeTopics(List.of(Topic.QUARANTINE)).allTopicNames()
                    .get(KAFKA_PATIENCE.toMillis(), TimeUnit.MILLISECONDS).get(Topic.QUARANTINE).topicId().toString();
        } catch (ExecutionException | TimeoutException away) {
            throw new KafkaException("the quarantine cannot be asked for", away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", interrupted);
        }
    }

    /** Closing an Admin waits for what was asked of it. */
    private Map<String, Object> adminSettings() {
        var settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) KAFKA_PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) KAFKA_PATIENCE.toMillis());
        return settings;
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // what the topic forgets meanwhile is passed over, and nothing behind it
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topic.LARGEST_MESSAGE_BYTES + 1024);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }

    private static final class Count {
        private long webhooks;
        private long replayed;
        private long stillQuarantined;
        private long events;

        private ReplayReport report(String continueFrom) {
            return new ReplayReport(webhooks, replayed, stillQuarantined, events, continueFrom);
        }
    }
}
