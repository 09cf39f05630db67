package eu.onrecord.archive.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.lane.Lanes;
import eu.onrecord.contract.wire.Topic;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * How far the topics were read: it stands in the archive's database, beside what was recorded, and Kafka's own word for it does
 * not count. So a database that was restored from a backup reads again what it lost, without anybody's help.
 */
@ApplicationScoped
@Identifier("intake")
public class Positions implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(Positions.class);
    private static final Map<String, String> CHANNELS = Map.of(Topic.CHAT, "chat", Topic.CONSENT, "consent", Topic.ACTS,
            "acts");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final Pool pool;
    private final KafkaClientService kafka;
    private final Origins origins;
    private final TopicIds topicIds;
    private final Lanes lanes;
    /** How far each partition was read, as the database said when it was looked last, or as was committed here since. */
    private final Map<TopicPartition, Long> reached = new ConcurrentHashMap<>();

    Positions(Pool pool, KafkaClientService kafka, Origins origins, TopicIds topicIds, Lanes lanes) {
        this.lanes = lanes;
        this.pool = pool;
        this.kafka = kafka;
        this.origins = origins;
        this.topicIds = topicIds;
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Looking whether the database went back", BETWEEN_LOOKS, this::look);
    }

    /** A partition on which nothing new comes does not find out by itself. */
    Uni<Void> look() {
        // before it is asked: what is committed meanwhile may stand in neither
        var before = Map.copyOf(reached);
        return pool.query("select topic, partition, next_offset from intake_position").execute().chain(rows -> {
            var now = new HashMap<TopicPartition, Long>();
            rows.forEach(row -> now.put(new TopicPartition(row.getString("topic"), row.getInteger("partition")),
                    row.getLong("next_offset")));
            var back = before.entrySet().stream().filter(it -> now.getOrDefault(it.getKey(), -1L) < it.getValue())
                    .map(Map.Entry::getKey).toList();
            now.forEach((partition, next) -> reached.merge(partition, next, Math::max));
            return Multi.createFrom().iterable(back.stream().collect(Collectors.groupingBy(TopicPartition::topic)).values())
                    .onItem().transformToUniAndConcatenate(this::seekBack).collect().asList()
                    // if that fails, it is seen again
                    .invoke(() -> back.forEach(reached::remove)).replaceWithVoid();
        });
    }

    /** These are recorded, and committed. */
    void reached(List<ConsumerRecord<String, byte[]>> read) {
        next(read).forEach((partition, next) -> reached.merge(partition, next, Math::max));
    }

    private static Map<TopicPartition, Long> next(List<ConsumerRecord<String, byte[]>> read) {
        var next = new HashMap<TopicPartition, Long>();
        for (var it : read) {
            next.merge(new TopicPartition(it.topic(), it.partition()), it.offset() + 1, Math::max);
        }
        return next;
    }

    /** How far the database knows a topic, and which it was. */
    private record Known(String topicId, long next) {
    }

    /**
     * In the transaction that records them: these were read. It only moves on, and over no gap but these.
     *
     * @param gaps from where a topic has nothing up to what was read, by partition
     * @return fails with {@link WentBackException} if what stands right before them was never read
     */
    Uni<Void> moveOn(SqlConnection transaction, List<ConsumerRecord<String, byte[]>> read, Map<TopicPartition, Long> gaps) {
        var first = first(read);
        first.replaceAll((partition, offset) -> Math.min(offset, gaps.getOrDefault(partition, offset)));
        var next = next(read);
        // one order for all pods
        var partitions = next.keySet().stream().sorted(Comparator.comparing(TopicPartition::toString)).toList();
        return transaction.preparedQuery("""
                update intake_position p set next_offset = greatest(p.next_offset, v.next)
                from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[]) as v (topic, partition, first, next)
                where p.topic = v.topic and p.partition = v.partition and p.next_offset >= v.first""")
                .execute(Columns.of(partitions).text(TopicPartition::topic).number(TopicPartition::partition).count(first::get)
                        .count(next::get).tuple())
                .map(moved -> {
                    if (moved.rowCount() < partitions.size()) {
                        throw new WentBackException();
                    }
                    return null;
                });
    }

    private static Map<TopicPartition, Long> first(List<ConsumerRecord<String, byte[]>> read) {
        var first = new HashMap<TopicPartition, Long>();
        read.forEach(it -> first.merge(new TopicPartition(it.topic(), it.partition()), it.offset(), Math::min));
        return first;
    }

    /**
     * Where the topics have nothing between what the database knows and these, as the marks of transactions leave it, and
     * compaction. Blocks.
     *
     * @return from where, by partition
     * @throws WentBackException if there is something that the database does not know
     */
    Map<TopicPartition, Long> gapsBefore(List<ConsumerRecord<String, byte[]>> read) {
        var first = first(read);
        var gaps = new HashMap<TopicPartition, Long>();
        known(first.keySet()).forEach((partition, known) -> {
            if (first.containsKey(partition) && known.next() < first.get(partition)) {
                gaps.put(partition, known.next());
            }
        });
        if (gaps.isEmpty() || gaps.entrySet().stream().anyMatch(gap -> origins.firstFrom(gap.getKey(), gap.getValue())
                .filter(offset -> offset >= first.get(gap.getKey())).isEmpty())) {
            throw new WentBackException();
        }
        return gaps;
    }

    /** Has these partitions read again from where the database says. */
    Uni<Void> seekBack(Collection<TopicPartition> partitions) {
        LOG.warnf("The database is of before what was read last of %s: that is read again", partitions);
        return kafka.getConsumer(CHANNELS.get(partitions.iterator().next().topic())).runOnPollingThread(consumer -> {
            onPartitionsAssigned(consumer, partitions.stream().filter(consumer.assignment()::contains).toList());
        });
    }

    /** While the database is away nothing could be recorded either: so it is waited for. */
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                seek(consumer, partitions, known(partitions), topicIds.of(topics(partitions)));
                return;
            } catch (RuntimeException away) {
                LOG.warnf("How far the topics were read is not known yet: %s", away.getClass().getSimpleName());
                pause();
            }
        }
    }

    private void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Map<TopicPartition, Known> known,
            Map<String, String> topicIds) {
        var ends = consumer.endOffsets(List.copyOf(partitions), PATIENCE);
        var beginnings = consumer.beginningOffsets(List.copyOf(partitions), PATIENCE);
        for (var partition : partitions) {
            var at = known.get(partition);
            var beginning = beginnings.get(partition);
            var topicId = topicIds.get(partition.topic());
            if (at != null && at.topicId().equals(topicId) && at.next() >= beginning && at.next() <= ends.get(partition)) {
                consumer.seek(partition, at.next());
                continue;
            }
            if (at != null && !at.topicId().equals(topicId)) {
                LOG.warnf("%s was made anew, and is read from its beginning", partition);
            } else if (at != null && at.next() > beginning) {
                LOG.warnf("%s has less than was read of it, and is read from its beginning", partition);
            } else if (at != null) {
                LOG.errorf("%s has forgotten what was not read of it: from %d to %d", partition, at.next(), beginning);
            }
            begin(partition, topicId, beginning);
            consumer.seek(partition, beginning);
        }
    }

    private static List<String> topics(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).distinct().toList();
    }

    private Map<TopicPartition, Known> known(Collection<TopicPartition> partitions) {
        var found = new HashMap<TopicPartition, Known>();
        pool.preparedQuery("select * from intake_position where topic = any($1)")
                .execute(Tuple.of((Object) topics(partitions).toArray(String[]::new)))
                .await().atMost(PATIENCE).forEach(row -> found.put(
                        new TopicPartition(row.getString("topic"), row.getInteger("partition")),
                        new Known(row.getString("topic_id"), row.getLong("next_offset"))));
        return found;
    }

    private void begin(TopicPartition partition, String topicId, long offset) {
        pool.preparedQuery("""
                insert into intake_position (topic, partition, topic_id, next_offset) values ($1, $2, $3, $4)
                on conflict (topic, partition) do update set topic_id = excluded.topic_id,
                next_offset = excluded.next_offset""")
                .execute(Tuple.of(partition.topic(), partition.partition(), topicId, offset)).await().atMost(PATIENCE);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
