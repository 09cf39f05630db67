package eu.onrecord.archive.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

import eu.onrecord.archive.ledger.LedgerKeys.Signed;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Note;

/**
 * The topic of the heads. Whoever opens it last shuts out all who opened it before (a transactional producer of one id): their
 * next head is refused by Kafka. Of a transaction nothing else is relied on: a head that was not committed counts like any.
 * Blocking.
 */
final class HeadTopic implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HeadTopic.class);
    static final String TRANSACTIONAL_ID = "archive-service-ledger";
    private static final TopicPartition PARTITION = new TopicPartition(Topic.CHECKPOINTS, 0);
    private static final String KEY = "checkpoint";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** For all that stands in the topic and is no head of ours; a million messages take half a minute. */
    private static final Duration ENDURANCE = Duration.ofMinutes(30);
    private static final long WINDOW = 500;
    /** No head is larger: a line for each of all witnesses that there can be. */
    static final int LARGEST = 256 * 1024;
    private static final int MOST_KNOWN = 10_000;
    private static final int ENOUGH = 250;
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");
    /** Where a head was to stand, as {@link LedgerKeys#place} has it. */
    private static final String PLACE = "place";

    private final KafkaProducer<String, byte[]> producer;
    private final LedgerKeys keys;
    private final Map<String, Object> kafka;
    private String id;
    private long next;

    private HeadTopic(KafkaProducer<String, byte[]> producer, LedgerKeys keys, Map<String, Object> kafka, String id,
            long next) {
        this.kafka = kafka;
        this.producer = producer;
        this.keys = keys;
        this.id = id;
        this.next = next;
    }

    /** Opens it, and shuts out whoever had it open. */
    static HeadTopic open(Map<String, Object> kafka, LedgerKeys keys) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            try (var consumer = consumer(kafka)) {
                return new HeadTopic(producer, keys, kafka, id(kafka),
                        consumer.endOffsets(List.of(PARTITION), PATIENCE).get(PARTITION));
            }
        } catch (RuntimeException failed) {
            producer.close(Duration.ZERO);
            throw failed;
        }
    }

    /** @throws RuntimeException if it is not known to have arrived: whoever gets it has to open the topic anew */
    void publish(Note head) throws InterruptedException {
        producer.beginTransaction();
        var bytes = head.toString().getBytes(StandardCharsets.UTF_8);
        var message = new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), KEY, bytes);
        message.headers().add(PLACE, keys.place(id, next, bytes));
        var sent = producer.send(message);
        producer.commitTransaction();
        try {
            // behind it stands the marker of its transaction
            var offset = sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).offset();
            if (offset != next) {
                // it may be another topic by now, made anew under the same name
                id = id(kafka);
            }
            next = offset + 2;
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("a head is not known to have arrived", failed);
        }
    }

    /**
     * The last heads of this ledger, behind whatever else was put there; empty if there is none. Some of them, each once, and
     * so far back that some stand where whoever signed them put them, in this topic and no other: those grow, and whoever can
     * write there can put heads of before there again, as many as they like and in order. A former key may be stolen: behind
     * those that it put there only heads of the present one are looked for, to the end. What a former key signed beyond what it
     * was to sign is among them.
     *
     * @throws RefusedException if too much stands there to be looked through
     */
    static List<Signed> last(Map<String, Object> kafka, LedgerKeys keys) {
        return look(kafka, keys).heads();
    }

    /**
     * What was found.
     *
     * @param hasOthers whether there are some beside them that say to be of this ledger, by a key that is not known here
     */
    record Look(List<Signed> heads, boolean hasOthers) {
    }

    /** As above, with what is told of others. */
    static Look look(Map<String, Object> kafka, LedgerKeys keys) {
        try (var consumer = consumer(kafka)) {
            consumer.assign(List.of(PARTITION));
            var begin = consumer.beginningOffsets(List.of(PARTITION), PATIENCE).get(PARTITION);
            var end = consumer.endOffsets(List.of(PARTITION), PATIENCE).get(PARTITION);
            var deadline = System.nanoTime() + ENDURANCE.toNanos();
            var found = new Found(keys, id(kafka));
            for (var to = end; to > begin && !found.isEnough(); to = Math.max(begin, to - WINDOW)) {
                read(consumer, Math.max(begin, to - WINDOW), to, deadline, found::look);
            }
            if (found.isOfAnotherKey) {
                LOG.error("The topic of the heads has some by a key that is not known here: a pod with other keys keeps this "
                        + "ledger too, or somebody plays. Give every pod the same keys");
            }
            return new Look(List.copyOf(found.heads), found.isOfAnotherKey);
        }
    }

    /** What was found so far. */
    private static final class Found {
        private final LedgerKeys keys;
        private final String topic;
        private final Set<Signed> heads = new LinkedHashSet<>();
        /** The same message again tells nothing new, and is not verified again; so many of them are remembered. */
        private final Map<Hash, Optional<Signed>> known = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Hash, Optional<Signed>> eldest) {
                return size() > MOST_KNOWN;
            }
        };
        private boolean isOfAnotherKey;
        private int placed;
        private int placedOfNow;
        private long largest;

        private Found(LedgerKeys keys, String topic) {
            this.keys = keys;
            this.topic = topic;
        }

        private boolean isEnough() {
            return placedOfNow >= ENOUGH || placed >= ENOUGH && keys.former().isEmpty();
        }

        private void look(ConsumerRecord<String, byte[]> message) {
            if (message.value() == null || message.value().length > LARGEST) {
                return;
            }
            // what a former key put there hides nothing that says more, whoever signed it
            if (placed >= ENOUGH && !keys.mayBeOfNow(message.value()) && sizeOf(message.value()) <= largest) {
                return;
            }
            var read = known.computeIfAbsent(Hash.ofLeaf(message.value()), any -> keys.read(message.value()));
            isOfAnotherKey |= read.isEmpty() && keys.isOfAnotherKey(message.value());
            read.ifPresent(head -> {
                heads.add(head);
                largest = Math.max(largest, head.head().size());
                if (isInPlace(message, head)) {
                    placed++;
                    placedOfNow += head.isOfNow() ? 1 : 0;
                }
            });
        }

        /** As its second line says; 0 where that is no number. */
        private static long sizeOf(byte[] message) {
            var size = new String(message, StandardCharsets.UTF_8).lines().skip(1).findFirst().filter(SIZE.asMatchPredicate());
            return size.map(Long::parseLong).orElse(0L);
        }

        private boolean isInPlace(ConsumerRecord<String, byte[]> message, Signed head) {
            var place = message.headers().lastHeader(PLACE);
            return place != null && place.value() != null
                    && keys.isPlace(place.value(), topic, message.offset(), message.value(), head);
        }
    }

    /** Which topic of that name it is: one that was made anew has others at the same places. */
    static String id(Map<String, Object> kafka) {
        try (var admin = Admin.create(kafka)) {
            return admin.describeTopics(List.of(PARTITION.topic())).topicNameValues().get(PARTITION.topic())
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).topicId().toString();
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the topic of the heads does not say which it is", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(Map<String, Object> kafka) {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        // what is cut off, or made anew, while it is looked through, is not passed over
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** One after the other: whoever can write there has none of them held longer than that. */
    private static void read(KafkaConsumer<String, byte[]> consumer, long from, long to, long deadline,
            Consumer<ConsumerRecord<String, byte[]>> look) {
        consumer.seek(PARTITION, from);
        // markers of transactions are no records, and move the position all the same
        while (consumer.position(PARTITION, PATIENCE) < to) {
            for (var found : consumer.poll(Duration.ofMillis(200))) {
                if (found.offset() < to) {
                    look.accept(found);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new RefusedException(Refusal.TOPIC_TOO_LONG, "the topic of the heads could not be looked through in "
                        + ENDURANCE.toMinutes() + " minutes");
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
