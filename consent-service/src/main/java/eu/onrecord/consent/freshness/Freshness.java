package eu.onrecord.consent.freshness;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import eu.onrecord.consent.lane.UntilShutdown;
import eu.onrecord.contract.wire.Topic;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;

/** Whether we have read what customers wrote. When unsure, no: an opt-out may be among it. */
@ApplicationScoped
public class Freshness {
    private static final Logger LOG = Logger.getLogger(Freshness.class);
    private static final int PATIENCE_SECONDS = 5;

    private final Admin admin;
    private final String group;
    private final Backlog backlog;
    private final Clock clock;
    private volatile int partitions;

    Freshness(@Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "mp.messaging.incoming.chat.group.id") String group, FreshnessConfig config, Clock clock) {
        this.admin = Admin.create(kafka);
        this.group = group;
        this.backlog = new Backlog(config.patience());
        this.clock = clock;
    }

    /** Whether the partition of a thread is read up to what was there a moment ago. */
    public boolean isFresh(String thread, Instant now) {
        return partitions > 0 && backlog.isFresh(partitionOf(thread), now);
    }

    @UntilShutdown
    @Scheduled(every = "${onrecord.freshness.look-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() throws InterruptedException {
        try {
            var read = offsets(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS), offset -> offset == null ? 0 : offset.offset());
            var latest = new HashMap<TopicPartition, OffsetSpec>();
            admin.describeTopics(List.of(Topic.CHAT)).allTopicNames().get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .get(Topic.CHAT).partitions().forEach(
                            partition -> latest.put(new TopicPartition(Topic.CHAT, partition.partition()),
                                    OffsetSpec.latest()));
            var ends = offsets(admin.listOffsets(latest).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS),
                    offset -> offset.offset());
            backlog.seen(ends, read, clock.instant());
            partitions = ends.size();
        } catch (ExecutionException | TimeoutException away) {
            LOG.warnf("How far reading is cannot be told: %s", away.getClass().getSimpleName());
        }
    }

    private static <T> Map<Integer, Long> offsets(Map<TopicPartition, T> found, ToLongFunction<T> offset) {
        var offsets = new HashMap<Integer, Long>();
        found.forEach((partition, value) -> {
            if (partition.topic().equals(Topic.CHAT)) {
                offsets.put(partition.partition(), offset.applyAsLong(value));
            }
        });
        return offsets;
    }

    /** As Kafka's own producers choose it. */
    private int partitionOf(String thread) {
        return Utils.toPositive(Utils.murmur2(thread.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ofSeconds(PATIENCE_SECONDS));
    }
}
