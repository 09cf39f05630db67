package eu.onrecord.ingest.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import eu.onrecord.contract.wire.Topic;

/** One of Kafka's producers, with what was seen of it. It may die before the pod does. */
final class LiveProducer {
    private static final List<Class<? extends Exception>> FATAL = List.of(ProducerFencedException.class,
            OutOfOrderSequenceException.class, InvalidPidMappingException.class, UnsupportedVersionException.class,
            ApplicationRecoverableException.class);

    private final KafkaProducer<String, byte[]> kafka;
    private final LongSupplier ticker;
    private volatile boolean fatal;
    private volatile boolean everAcknowledged;
    private volatile boolean refused;
    /** Of the ticker, one of them always newer than the start: zero is never. */
    private volatile long firstFailure;
    private volatile long lastFailure;
    /** The one that refused, as long as no other did; null also for what was refused before it had one. */
    private volatile TopicPartition refusing;

    /**
     * @param ticker nanoseconds that only grow
     * @throws KafkaException if it cannot even be made, such as of a certificate that is not there
     */
    LiveProducer(Map<String, Object> settings, LongSupplier ticker) {
        this.kafka = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.ticker = ticker;
    }

    /** Done when all in-sync replicas have it; a refusal may come at once. */
    CompletableFuture<Void> send(ProducerRecord<String, byte[]> event) {
        var acknowledged = new CompletableFuture<Void>();
        try {
            kafka.send(event, (metadata, failure) -> {
                if (failure == null) {
                    succeeded();
                    acknowledged.complete(null);
                } else {
                    failed(failure, partition(metadata));
                    acknowledged.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException refused) {
            failed(refused, null);
            acknowledged.completeExceptionally(refused);
        }
        return acknowledged;
    }

    private void succeeded() {
        everAcknowledged = true;
        firstFailure = 0;
        lastFailure = 0;
    }

    private static TopicPartition partition(RecordMetadata metadata) {
        return metadata == null || metadata.partition() == RecordMetadata.UNKNOWN_PARTITION ? null
                : new TopicPartition(metadata.topic(), metadata.partition());
    }

    private void failed(Exception failure, TopicPartition partition) {
        if (FATAL.stream().anyMatch(kind -> kind.isInstance(failure) || kind.isInstance(failure.getCause()))) {
            fatal = true;
        }
        refused = failure instanceof ApiException && !(failure instanceof RetriableException);
        var now = ticker.getAsLong() | 1;
        if (firstFailure == 0) {
            refusing = partition;
            firstFailure = now;
        } else if (!Objects.equals(partition, refusing)) {
            refusing = null;
        }
        lastFailure = now;
    }

    /** Whether the last failure was Kafka's own word, for which no other producer would get another one. */
    boolean isRefused() {
        return refused && !fatal;
    }

    ProducerState state() {
        return new ProducerState(knowsChat(), metadataAge(), fatal, failedLogins(), everAcknowledged, since(firstFailure),
                since(lastFailure), refusing != null);
    }

    private Optional<Duration> since(long nanos) {
        return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, ticker.getAsLong() - nanos)));
    }

    /** Whether Kafka has told who leads the chat's topic, so that an event can be sent at all. Asking makes it find out. */
    boolean knowsChat() {
        return knows(Topic.CHAT);
    }

    /** The same of the quarantine. Without it what cannot be understood is not taken; that is no reason to take no chat. */
    boolean knowsQuarantine() {
        return knows(Topic.QUARANTINE);
    }

    private boolean knows(String topic) {
        try {
            return !kafka.partitionsFor(topic).isEmpty();
        } catch (KafkaException | IllegalStateException notYet) {
            return false;
        }
    }

    private Duration metadataAge() {
        return Duration.ofMillis((long) (1000 * metric("metadata-age").orElse(Double.MAX_VALUE / 1e6)));
    }

    private long failedLogins() {
        return metric("failed-authentication-total").map(Double::longValue).orElse(0L);
    }

    /** One of Kafka's own figures of this producer; empty until there is one. */
    Optional<Double> metric(String name) {
        return kafka.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name) && metric.getKey().group().equals("producer-metrics"))
                .map(Map.Entry::getValue).map(Metric::metricValue).filter(Double.class::isInstance).map(Double.class::cast)
                .filter(value -> !value.isNaN()).findFirst();
    }

    /** What is on its way may still arrive; but no longer than this. */
    void close(Duration patience) {
        kafka.close(patience);
    }
}
