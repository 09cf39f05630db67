package eu.onrecord.archive.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import eu.onrecord.archive.record.Item.Origin;
import io.smallrye.common.annotation.Identifier;

/** Reads topics again, from where something stood. Blocks whoever asks. */
@ApplicationScoped
public class Origins {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;

    Origins(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /**
     * Each of these that its topic still has.
     *
     * @throws KafkaException if one cannot be read now, and is not gone
     */
    public Map<Origin, ConsumerRecord<String, byte[]>> read(List<Origin> origins) {
        var found = new HashMap<Origin, ConsumerRecord<String, byte[]>>();
        try (var consumer = consumer()) {
            for (var origin : origins) {
                read(consumer, origin).ifPresent(message -> found.put(origin, message));
            }
        }
        return found;
    }

    private static Optional<ConsumerRecord<String, byte[]>> read(KafkaConsumer<String, byte[]> consumer, Origin origin) {
        var partition = new TopicPartition(origin.topic(), origin.partition());
        var only = List.of(partition);
        if (consumer.beginningOffsets(only, PATIENCE).get(partition) > origin.offset()
                || consumer.endOffsets(only, PATIENCE).get(partition) <= origin.offset()) {
            return Optional.empty();
        }
        consumer.assign(only);
        consumer.seek(partition, origin.offset());
        var read = consumer.poll(PATIENCE).records(partition);
        if (read.isEmpty()) {
            throw new KafkaException("a message cannot be read in time");
        }
        // one that is not there any more, as after a compaction, is passed over
        return read.stream().filter(message -> message.offset() == origin.offset()).findFirst();
    }

    /** One of no group, that moves nobody's place. */
    KafkaConsumer<String, byte[]> consumer() {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
