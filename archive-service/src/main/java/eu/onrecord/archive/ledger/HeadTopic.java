package eu.onrecord.archive.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Note;

/**
 * The topic of the heads. Whoever opens it last shuts out all who opened it before (a transactional producer of one id): their
 * next head is refused by Kafka. Of a transaction nothing else is relied on: a head that was not committed counts like any.
 * Blocking.
 */
final class HeadTopic implements AutoCloseable {
    static final String TRANSACTIONAL_ID = "archive-service-ledger";
    private static final TopicPartition PARTITION = new TopicPartition(Topic.CHECKPOINTS, 0);
    private static final String KEY = "checkpoint";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** For all that stands in the topic and is no head of ours. */
    private static final Duration ENDURANCE = Duration.ofMinutes(5);
    private static final long WINDOW = 500;
    private static final int ENOUGH = 250;

    private final KafkaProducer<String, byte[]> producer;

    private HeadTopic(KafkaProducer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** Opens it, and shuts out whoever had it open. */
    static HeadTopic open(Map<String, Object> kafka) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            return new HeadTopic(producer);
        } catch (RuntimeException failed) {
            producer.close(Duration.ZERO);
            throw failed;
        }
    }

    /** @throws RuntimeException if it is not known to have arrived: whoever gets it has to open the topic anew */
    void publish(Note head) throws InterruptedException {
        producer.beginTransaction();
        var sent = producer.send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), KEY,
                head.toString().getBytes(StandardCharsets.UTF_8)));
        producer.commitTransaction();
        try {
            sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("a head is not known to have arrived", failed);
        }
    }

    /**
     * The last heads of this ledger, behind whatever else was put there; empty if there is none. Some of them, each once, and
     * more where they do not grow: whoever can write there can put those of before there again.
     */
    static List<Checkpoint> last(Map<String, Object> kafka, LedgerKeys keys) {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            var begin = consumer.beginningOffsets(List.of(PARTITION), PATIENCE).get(PARTITION);
            var end = consumer.endOffsets(List.of(PARTITION), PATIENCE).get(PARTITION);
            var deadline = System.nanoTime() + ENDURANCE.toNanos();
            var found = new LinkedHashSet<Checkpoint>();
            var grows = true;
            for (var to = end; to > begin && (found.size() < ENOUGH || !grows); to = Math.max(begin, to - WINDOW)) {
                var heads = heads(consumer, keys, Math.max(begin, to - WINDOW), to, deadline);
                grows = grow(heads) && heads.stream().noneMatch(found::contains);
                found.addAll(heads);
            }
            return List.copyOf(found);
        }
    }

    private static boolean grow(List<Checkpoint> heads) {
        for (var i = 1; i < heads.size(); i++) {
            if (heads.get(i).size() <= heads.get(i - 1).size()) {
                return false;
            }
        }
        return true;
    }

    private static List<Checkpoint> heads(KafkaConsumer<String, byte[]> consumer, LedgerKeys keys, long from, long to,
            long deadline) {
        var heads = new ArrayList<Checkpoint>();
        consumer.seek(PARTITION, from);
        // markers of transactions are no records, and move the position all the same
        while (consumer.position(PARTITION, PATIENCE) < to) {
            for (var found : consumer.poll(Duration.ofMillis(200))) {
                if (found.offset() < to && found.value() != null) {
                    keys.open(found.value()).ifPresent(heads::add);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the topic of the heads could not be read in time");
            }
        }
        return heads;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
