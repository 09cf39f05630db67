package eu.onrecord.ingest.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import eu.onrecord.contract.wire.Topic;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;

/**
 * Kafka's own producer, set up so that it never blocks the caller: what cannot be taken at once is refused at once.
 */
@ApplicationScoped
public class EventLog {
    /** Room for what comes within the linger, so that no batch is sent because it is full. */
    private static final int BATCH_BYTES = 128 * 1024;
    private static final Duration TELLING = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final KafkaProducer<String, byte[]> producer;

    private final Duration connectPatience;
    private final Duration patience;

    EventLog(@Identifier("default-kafka-broker") Map<String, Object> kafka, PublishConfig config) {
        producer = new KafkaProducer<>(settings(kafka, config), new StringSerializer(), new ByteArraySerializer());
        connectPatience = config.connectPatience();
        patience = config.patience();
    }

    /** Lets the start wait a moment for Kafka, so that the first webhook need not come twice; never longer. */
    void awaitKafka(@Observes StartupEvent start) throws InterruptedException {
        var deadline = System.nanoTime() + connectPatience.toNanos();
        while (!isConnected() && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    /**
     * Publishes all of the records, in their order.
     *
     * @return done when all in-sync replicas have every one of them; fails if that cannot be known for one, though others
     *         may be there then
     */
    public CompletionStage<Void> publish(List<ProducerRecord<String, byte[]>> records) {
        return records.size() == 1 ? send(records.get(0))
                : CompletableFuture.allOf(records.stream().map(this::send).toArray(CompletableFuture[]::new));
    }

    /** How long an acknowledgement may take to come: what the producer promises, and a little for telling it. */
    public Duration longestWait() {
        return patience.plus(TELLING);
    }

    /** Whether Kafka has told who leads the topics, so that a record can be sent at all. Asking makes it find out. */
    boolean isConnected() {
        return List.of(Topic.CHAT, Topic.QUARANTINE).stream().allMatch(this::isKnown);
    }

    private boolean isKnown(String topic) {
        try {
            return !producer.partitionsFor(topic).isEmpty();
        } catch (KafkaException notYet) {
            return false;
        }
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> event) {
        var acknowledged = new CompletableFuture<Void>();
        try {
            producer.send(event, (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException refused) {
            acknowledged.completeExceptionally(refused);
        }
        return acknowledged;
    }

    private static Map<String, Object> settings(Map<String, Object> kafka, PublishConfig config) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // a batch lives for milliseconds: to set up a compressor for each costs more than all the rest
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.LARGEST_MESSAGE_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.bufferBytes());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, config.linger().toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) config.patience().toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) config.patience().toMillis() / 2);
        // send() waits for metadata and memory, on the event loop: never
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        // and so what it knows of the topics must never be forgotten, however quiet they are
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Integer.MAX_VALUE);
        return settings;
    }

    /** What is on its way may still arrive; but no longer than any webhook waits for it. */
    @PreDestroy
    void close() {
        producer.close(patience);
    }
}
