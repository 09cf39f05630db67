package eu.onrecord.consent.freshness;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.lane.UntilShutdown;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** What could not be read: while something of a thread is here, nobody knows what the customer wrote. */
@ApplicationScoped
public class DeadLetters {
    private static final int MOST = 1000;
    private static final Duration KEPT_BY_KAFKA = Duration.ofDays(8);

    private final Pool pool;
    private final Clock clock;

    DeadLetters(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Where a record is in {@code onrecord.chat}. */
    public record Place(int partition, long offset) {
    }

    /** Notes a record that could not be taken. */
    public Uni<Void> note(ConsumerRecord<String, byte[]> kafkaRecord, String reason) {
        return pool.preparedQuery("""
                insert into dead_letter (kafka_partition, kafka_offset, thread, reason, at) values ($1, $2, $3, $4, $5)
                on conflict do nothing""")
                .execute(Tuple.tuple().addValue(kafkaRecord.partition()).addValue(kafkaRecord.offset())
                        .addValue(kafkaRecord.key()).addValue(reason).addValue(Columns.offset(clock.instant())))
                .replaceWithVoid();
    }

    /** Where they are, the oldest first. */
    public Uni<List<Place>> all() {
        return pool.query("select * from dead_letter order by at, kafka_partition, kafka_offset limit " + MOST).execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Place(row.getInteger("kafka_partition"), row.getLong("kafka_offset"))).toList());
    }

    /** One of them is none any more. */
    public Uni<Void> forget(Place place) {
        return pool.preparedQuery("delete from dead_letter where kafka_partition = $1 and kafka_offset = $2")
                .execute(Tuple.of(place.partition(), place.offset())).replaceWithVoid();
    }

    /** What Kafka has no more can be played again no more. */
    @UntilShutdown
    @Scheduled(every = "1h")
    Uni<Void> forgetTheOld() {
        return pool.preparedQuery("delete from dead_letter where at < $1")
                .execute(Tuple.of(Columns.offset(clock.instant().minus(KEPT_BY_KAFKA)))).replaceWithVoid();
    }

    /** Whether one of these threads is concerned. */
    public Uni<Boolean> concern(SqlClient database, List<String> threads) {
        return database.preparedQuery("select exists (select 1 from dead_letter where thread = any($1)) as concern")
                .execute(Tuple.of(threads.toArray(String[]::new))).map(rows -> rows.iterator().next().getBoolean("concern"));
    }
}
