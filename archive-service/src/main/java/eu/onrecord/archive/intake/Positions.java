package eu.onrecord.archive.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.contract.wire.Topic;
import io.smallrye.common.annotation.Identifier;
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

    private final Pool pool;
    private final KafkaClientService kafka;

    Positions(Pool pool, KafkaClientService kafka) {
        this.pool = pool;
        this.kafka = kafka;
    }

    /**
     * In the transaction that records them: these were read. It only moves on, and over no gap.
     *
     * @return fails with {@link WentBackException} if what stands right before them was never read
     */
    Uni<Void> moveOn(SqlConnection transaction, List<ConsumerRecord<String, byte[]>> read) {
        var first = new HashMap<TopicPartition, Long>();
        var next = new HashMap<TopicPartition, Long>();
        for (var it : read) {
            first.merge(new TopicPartition(it.topic(), it.partition()), it.offset(), Math::min);
            next.merge(new TopicPartition(it.topic(), it.partition()), it.offset() + 1, Math::max);
        }
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
                seek(consumer, partitions, known(partitions));
                return;
            } catch (RuntimeException away) {
                LOG.warnf("How far the topics were read is not known yet: %s", away.getClass().getSimpleName());
                pause();
            }
        }
    }

    private void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Map<TopicPartition, Long> known) {
        var ends = consumer.endOffsets(List.copyOf(partitions), PATIENCE);
        var beginnings = consumer.beginningOffsets(List.copyOf(partitions), PATIENCE);
        for (var partition : partitions) {
            var next = known.get(partition);
            var beginning = beginnings.get(partition);
            if (next == null) {
                begin(partition, beginning);
                consumer.seek(partition, beginning);
            } else if (next > ends.get(partition)) {
                LOG.warnf("%s has less than was read of it: it was made anew, and is read from its beginning", partition);
                begin(partition, beginning);
                consumer.seek(partition, beginning);
            } else if (next < beginning) {
                LOG.errorf("%s has forgotten what was not read of it: from %d to %d", partition, next, beginning);
                begin(partition, beginning);
                consumer.seek(partition, beginning);
            } else {
                consumer.seek(partition, next);
            }
        }
    }

    private Map<TopicPartition, Long> known(Collection<TopicPartition> partitions) {
        var found = new HashMap<TopicPartition, Long>();
        pool.preparedQuery("select * from intake_position where topic = any($1)")
                .execute(Tuple.of((Object) partitions.stream().map(TopicPartition::topic).distinct().toArray(String[]::new)))
                .await().atMost(PATIENCE).forEach(row -> found.put(
                        new TopicPartition(row.getString("topic"), row.getInteger("partition")), row.getLong("next_offset")));
        return found;
    }

    private void begin(TopicPartition partition, long offset) {
        pool.preparedQuery("""
                insert into intake_position (topic, partition, next_offset) values ($1, $2, $3)
                on conflict (topic, partition) do update set next_offset = excluded.next_offset""")
                .execute(Tuple.of(partition.topic(), partition.partition(), offset)).await().atMost(PATIENCE);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
