package eu.onrecord.archive.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import eu.onrecord.archive.record.Item.Origin;
import eu.onrecord.archive.seal.LookupKey;
import io.smallrye.common.annotation.Identifier;

/** Reads topics again, from where something stood. Blocks whoever asks. */
@ApplicationScoped
public class Origins {
    private static final Duration A_MOMENT = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** What is so near is sooner read than sought. */
    private static final long READ_ON = 1_000;

    private final Map<String, Object> kafka;
    private final LookupKey lookupKey;

    Origins(@Identifier("default-kafka-broker") Map<String, Object> kafka, LookupKey lookupKey) {
        this.kafka = kafka;
        this.lookupKey = lookupKey;
    }

    /**
     * Something that stood somewhere.
     *
     * @param origin where; null if that is not known
     * @param eventHash by which its event is known: a topic that was made anew has another one there
     */
    public record Sought(UUID record, Origin origin, byte[] eventHash) {
    }

    /**
     * What came of it.
     *
     * @param found by record: what its topic still has
     * @param unknown of which nobody can say now; all others are gone
     */
    public record Read(Map<UUID, ConsumerRecord<String, byte[]>> found, Set<UUID> unknown) {
    }

    /**
     * Looks for all of these, each partition once and onwards: after a loss they may be millions. One that cannot be read keeps
     * none of other partitions from being.
     */
    public Read read(Collection<Sought> sought) {
        var read = new Read(new HashMap<>(), new HashSet<>());
        var byPartition = new HashMap<TopicPartition, NavigableMap<Long, List<Sought>>>();
        for (var it : sought) {
            if (it.origin() == null) {
                read.unknown().add(it.record());
            } else {
                byPartition.computeIfAbsent(new TopicPartition(it.origin().topic(), it.origin().partition()),
                        any -> new TreeMap<>()).computeIfAbsent(it.origin().offset(), any -> new ArrayList<>()).add(it);
            }
        }
        if (!byPartition.isEmpty()) {
            try (var consumer = consumer()) {
                byPartition.forEach((partition, wanted) -> {
                    try {
                        read(consumer, partition, wanted, read);
                    } catch (KafkaException | IllegalArgumentException notNow) {
                        // what was not reached yet
                        wanted.values().forEach(all -> all.forEach(it -> read.unknown().add(it.record())));
                    }
                });
            }
        }
        return read;
    }

    private boolean isIts(ConsumerRecord<String, byte[]> message, Sought it) {
        try {
            return Optional.ofNullable(message.headers().lastHeader("ce_id"))
                    .map(header -> lookupKey.hash(UUID.fromString(new String(header.value(), UTF_8))))
                    .filter(hash -> Arrays.equals(hash, it.eventHash())).isPresent();
        } catch (IllegalArgumentException noId) {
            return false;
        }
    }

    /** Takes out of what is wanted what it knows of: found, or not there any more. */
    private void read(KafkaConsumer<String, byte[]> consumer, TopicPartition partition,
            NavigableMap<Long, List<Sought>> wanted, Read read) {
        var only = List.of(partition);
        var partitions = consumer.partitionsFor(partition.topic(), PATIENCE);
        if (partitions == null || partitions.isEmpty()) {
            throw new KafkaException("the topic is not there now");
        }
        if (partitions.stream().noneMatch(it -> it.partition() == partition.partition())) {
            wanted.clear();
            return;
        }
        wanted.headMap(consumer.beginningOffsets(only, PATIENCE).get(partition)).clear();
        wanted.tailMap(consumer.endOffsets(only, PATIENCE).get(partition)).clear();
        consumer.assign(only);
        for (var at = -1L; !wanted.isEmpty();) {
            if (at < 0 || wanted.firstKey() - at > READ_ON) {
                consumer.seek(partition, wanted.firstKey());
            }
            var messages = consumer.poll(PATIENCE).records(partition);
            if (messages.isEmpty()) {
                throw new KafkaException("a message cannot be read in time");
            }
            messages.forEach(message -> wanted.getOrDefault(message.offset(), List.of()).stream()
                    .filter(it -> isIts(message, it)).forEach(it -> read.found().put(it.record(), message)));
            at = messages.get(messages.size() - 1).offset() + 1;
            // one that is not there any more, as after a compaction, is passed over
            wanted.headMap(at).clear();
        }
    }

    /**
     * Where the first message stands at an offset or behind it.
     *
     * @return empty where the topic has forgotten what stood there
     * @throws KafkaException if it cannot be read now
     */
    Optional<Long> firstFrom(TopicPartition partition, long offset) {
        var only = List.of(partition);
        try (var consumer = consumer()) {
            if (consumer.beginningOffsets(only, PATIENCE).get(partition) > offset) {
                return Optional.empty();
            }
            consumer.assign(only);
            consumer.seek(partition, offset);
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                var read = consumer.poll(A_MOMENT).records(partition);
                if (!read.isEmpty()) {
                    return Optional.of(read.get(0).offset());
                }
            }
            throw new KafkaException("a message cannot be read in time");
        }
    }

    /** One of no group, that moves nobody's place. */
    KafkaConsumer<String, byte[]> consumer() {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        // whoever asks for one partition after the other would wait each time for what the one before may still get
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
