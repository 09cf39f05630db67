package eu.onrecord.consent.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

import eu.onrecord.consent.freshness.DeadLetters;
import eu.onrecord.consent.freshness.DeadLetters.Place;
import eu.onrecord.consent.intake.DeadLetterResource.Replayed;
import eu.onrecord.contract.wire.Topic;
import io.smallrye.common.annotation.Identifier;

/** Reads dead letters from where they were first, and takes them once more. */
@ApplicationScoped
class DeadLetterReplay {
    private static final Logger LOG = Logger.getLogger(DeadLetterReplay.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, Object> kafka;
    private final DeadLetters deadLetters;
    private final ChatConsumer chat;

    DeadLetterReplay(@Identifier("default-kafka-broker") Map<String, Object> kafka, DeadLetters deadLetters,
            ChatConsumer chat) {
        this.kafka = kafka;
        this.deadLetters = deadLetters;
        this.chat = chat;
    }

    Replayed run() {
        var taken = 0;
        var left = 0;
        var gone = 0;
        try (var consumer = new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            for (var place : deadLetters.all().await().atMost(PATIENCE)) {
                var found = read(consumer, place);
                if (found.isEmpty() && isGone(consumer, place)) {
                    gone++;
                } else if (found.isPresent() && isTaken(found.get())) {
                    taken++;
                } else {
                    left++;
                    continue;
                }
                deadLetters.forget(place).await().atMost(PATIENCE);
            }
        }
        return new Replayed(taken, left, gone);
    }

    private boolean isTaken(ConsumerRecord<String, byte[]> kafkaRecord) {
        try {
            return chat.again(kafkaRecord).await().atMost(PATIENCE);
        } catch (RuntimeException still) {
            LOG.warnf("Record %s-%d@%d still cannot be taken: %s", kafkaRecord.topic(), kafkaRecord.partition(),
                    kafkaRecord.offset(), still.getClass().getSimpleName());
            return false;
        }
    }

    private static Optional<ConsumerRecord<String, byte[]>> read(KafkaConsumer<String, byte[]> consumer, Place place) {
        var partition = new TopicPartition(Topic.CHAT, place.partition());
        consumer.assign(List.of(partition));
        if (isGone(consumer, place)) {
            return Optional.empty();
        }
        consumer.seek(partition, place.offset());
        return consumer.poll(PATIENCE).records(partition).stream().filter(found -> found.offset() == place.offset())
                .findFirst();
    }

    /** What was not read in time is not gone: only what Kafka says it has no more. */
    private static boolean isGone(KafkaConsumer<String, byte[]> consumer, Place place) {
        var partition = new TopicPartition(Topic.CHAT, place.partition());
        return consumer.beginningOffsets(List.of(partition)).get(partition) > place.offset();
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return settings;
    }
}
