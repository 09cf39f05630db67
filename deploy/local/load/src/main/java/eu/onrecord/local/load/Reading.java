package eu.onrecord.local.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;

/** How fast the chat topic is read: by a consumer group, or by one that only parses. */
final class Reading implements AutoCloseable {
    private static final String GROUP = "consent-service";
    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private final String bootstrapServers;
    private final Admin admin;

    Reading(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Waits until the group has read everything that is there now. */
    Duration untilAllIsRead(Duration patience) throws InterruptedException {
        var started = System.nanoTime();
        var end = end();
        while (read() < end) {
            if (System.nanoTime() - started > patience.toNanos()) {
                throw new IllegalStateException("the group does not come to the end: %d of %d".formatted(read(), end));
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Events per second of a consumer that parses the last so many and does nothing else. */
    double ofABareConsumer(int events) {
        try (var consumer = new KafkaConsumer<>(Map.<String, Object> of("bootstrap.servers", bootstrapServers,
                "max.poll.records", 500, "enable.auto.commit", false), new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = partitions();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            var behind = events / partitions.size();
            partitions.forEach(partition -> consumer.seek(partition, Math.max(0, consumer.position(partition) - behind)));
            var started = System.nanoTime();
            var parsed = 0;
            while (parsed < behind * partitions.size() * 0.95) {
                for (var found : consumer.poll(Duration.ofSeconds(1))) {
                    parsed += EventCodec.readChat(found).id() == null ? 0 : 1;
                }
            }
            return parsed / ((System.nanoTime() - started) / 1e9);
        }
    }

    private long read() throws InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(Topic.CHAT) && entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset()).sum();
        } catch (ExecutionException notYet) {
            return 0;
        }
    }

    private long end() throws InterruptedException {
        try {
            var latest = new HashMap<TopicPartition, OffsetSpec>();
            partitions().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().values().stream().mapToLong(found -> found.offset()).sum();
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
    }

    private static List<TopicPartition> partitions() {
        var chat = Topic.all().stream().filter(topic -> topic.name().equals(Topic.CHAT)).findFirst().orElseThrow();
        return IntStream.range(0, chat.partitions()).mapToObj(i -> new TopicPartition(Topic.CHAT, i))
                .collect(Collectors.toList());
    }

    @Override
    public void close() {
        admin.close();
    }
}
