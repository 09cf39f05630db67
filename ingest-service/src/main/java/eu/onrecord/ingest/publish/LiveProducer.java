package eu.onrecord.ingest.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import eu.onrecord.contract.wire.Topic;

/** One of Kafka's producers, with what was seen of it. It may die before the pod does. */
final class LiveProducer {
    /** What Kafka says of one record, and of nothing else. */
    private static final List<Class<? extends Exception>> OF_THE_RECORD = List.of(RecordTooLargeException.class,
            InvalidRecordException.class, InvalidTimestampException.class, SerializationException.class);

    private final Producer<String, byte[]> kafka;
    private final LongSupplier ticker;
    private volatile boolean everAcknowledged;
    private volatile boolean refused;
    /** Of the ticker, one of them always newer than the start: zero is never. */
    private volatile long firstFailure;
    private volatile long lastFailure;
    /** Partitions that refused since they last acknowledged something, and when they did last. */
    private final Map<Integer, Long> refusing = new ConcurrentHashMap<>();
    /** Whether something was refused that is no one partition's doing. */
    private volatile boolean refusedEverywhere;
    private final AtomicLong unanswered = new AtomicLong();
    /** How often it was not let in until Kafka last told it who leads what. */
    private volatile long loginsBefore;
    /** When it was last not told who leads what. */
    private volatile long gapAt;
    /** The last answer, or the first send that waits since there was nothing to answer. */
    private volatile long heardAt;

    /**
     * @param ticker nanoseconds that only grow
     * @throws KafkaException if it cannot even be made, such as of a certificate that is not there
     */
    LiveProducer(Map<String, Object> settings, LongSupplier ticker) {
        this(new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()), ticker);
    }

    LiveProducer(Producer<String, byte[]> kafka, LongSupplier ticker) {
        this.kafka = kafka;
        this.ticker = ticker;
        this.gapAt = ticker.getAsLong();
    }

    /** Done when all in-sync replicas have it; a refusal may come at once. */
    CompletableFuture<Void> send(ProducerRecord<String, byte[]> event) {
        var acknowledged = new CompletableFuture<Void>();
        var isChat = event.topic().equals(Topic.CHAT);
        waits();
        try {
            kafka.send(event, (metadata, failure) -> {
                answered();
                if (failure == null) {
                    succeeded(partition(metadata), isChat);
                    acknowledged.complete(null);
                } else {
                    failed(failure, partition(metadata), isChat);
                    acknowledged.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException refused) {
            answered();
            failed(refused, OptionalInt.empty(), isChat);
            acknowledged.completeExceptionally(refused);
        }
        return acknowledged;
    }

    private void waits() {
        if (unanswered.getAndIncrement() == 0) {
            heardAt = ticker.getAsLong();
        }
    }

    private void answered() {
        unanswered.decrementAndGet();
        heardAt = ticker.getAsLong();
    }

    private void succeeded(OptionalInt partition, boolean isChat) {
        everAcknowledged = true;
        if (isChat) {
            firstFailure = 0;
            lastFailure = 0;
            refused = false;
            refusedEverywhere = false;
            partition.ifPresent(refusing::remove);
        }
    }

    private static OptionalInt partition(RecordMetadata metadata) {
        return metadata == null || metadata.partition() == RecordMetadata.UNKNOWN_PARTITION ? OptionalInt.empty()
                : OptionalInt.of(metadata.partition());
    }

    /** @param isChat else it is the quarantine that fails, which is no reason to take no chat */
    private void failed(Exception failure, OptionalInt partition, boolean isChat) {
        // nor is it the producer's fault that nobody told it yet who leads what, or what the record is like
        if (!isChat || partition.isEmpty() && failure instanceof TimeoutException
                || OF_THE_RECORD.stream().anyMatch(kind -> kind.isInstance(failure) || kind.isInstance(failure.getCause()))) {
            return;
        }
        refused = failure instanceof ApiException && !(failure instanceof RetriableException);
        var now = ticker.getAsLong() | 1;
        // what we may not do is so in every partition
        if (failure instanceof RetriableException && partition.isPresent()) {
            refusing.put(partition.getAsInt(), now);
        } else {
            refusedEverywhere = true;
        }
        if (firstFailure == 0) {
            firstFailure = now;
        }
        lastFailure = now;
    }

    /** Whether the last failure was Kafka's own word, for which no other producer would get another one. */
    boolean isRefused() {
        return refused;
    }

    ProducerState state() {
        var knowsChat = knowsChat();
        var age = metadataAge();
        if (knowsChat && ProducerState.isHeard(age)) {
            loginsBefore = failedLogins();
        }
        if (!knowsChat || ProducerState.isGap(age)) {
            gapAt = ticker.getAsLong();
        }
        return new ProducerState(knowsChat, age, failedLogins() - loginsBefore, everAcknowledged, since(firstFailure),
                since(lastFailure), someRefuse(), unanswered.get() <= 0 ? Duration.ZERO : sinceHeard(),
                Duration.ofNanos(Math.max(0, ticker.getAsLong() - gapAt)));
    }

    /**
     * Those partitions of the chat's that refused since they last acknowledged something.
     *
     * @param within and how long ago they did at most
     */
    Set<Integer> refusing(Duration within) {
        return refusing.entrySet().stream().filter(it -> ticker.getAsLong() - it.getValue() <= within.toNanos())
                .map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
    }

    private boolean someRefuse() {
        return firstFailure != 0 && !refusedEverywhere && chat().stream()
                .anyMatch(it -> it.leader() != null && !it.leader().isEmpty() && !refusing.containsKey(it.partition()));
    }

    private List<PartitionInfo> chat() {
        try {
            return kafka.partitionsFor(Topic.CHAT);
        } catch (KafkaException | IllegalStateException notYet) {
            return List.of();
        }
    }

    private Duration sinceHeard() {
        return Duration.ofNanos(Math.max(0, ticker.getAsLong() - heardAt));
    }

    private Optional<Duration> since(long nanos) {
        return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, ticker.getAsLong() - nanos)));
    }

    /** Whether Kafka has told who leads the chat's topic, so that an event can be sent at all. Asking makes it find out. */
    boolean knowsChat() {
        return !chat().isEmpty();
    }

    /** The same of the quarantine. Without it what cannot be understood is not taken; that is no reason to take no chat. */
    boolean knowsQuarantine() {
        try {
            return !kafka.partitionsFor(Topic.QUARANTINE).isEmpty();
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
