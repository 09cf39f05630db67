package eu.onrecord.consent.outbox;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.lane.Lanes;
import eu.onrecord.contract.wire.EventCodec;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Publishes the outbox in the order of its ids. One pod at a time does so, whoever has the lock, so that no event overtakes
 * another; a row goes when all in-sync replicas have it, so nothing is lost, and after a crash some may be published twice.
 */
@ApplicationScoped
class OutboxPublisher {
    private static final long LOCK = 0x6f75_7462_6f78L;
    /** Below the emitter's buffer of 128, which refuses what comes on top. */
    private static final int BATCH = 100;

    private final Pool pool;
    private final MutinyEmitter<byte[]> kafka;
    private final IdentifierVault vault;
    private final Lanes lanes;

    OutboxPublisher(Pool pool, @Channel("events") MutinyEmitter<byte[]> kafka, IdentifierVault vault, Lanes lanes) {
        this.pool = pool;
        this.kafka = kafka;
        this.vault = vault;
        this.lanes = lanes;
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Publishing", this::publish);
    }

    Uni<Void> publish() {
        return pool.withTransaction(this::publishBatch).repeat().until(count -> count < BATCH).collect().last()
                .replaceWithVoid();
    }

    private Uni<Integer> publishBatch(SqlConnection transaction) {
        return transaction.preparedQuery("select pg_try_advisory_xact_lock($1) as mine").execute(Tuple.of(LOCK))
                .map(rows -> rows.iterator().next().getBoolean("mine"))
                .chain(mine -> mine ? transaction.preparedQuery("select * from outbox order by id limit $1")
                        .execute(Tuple.of(BATCH)).chain(rows -> send(transaction, rows)) : Uni.createFrom().item(0));
    }

    private Uni<Integer> send(SqlConnection transaction, RowSet<Row> rows) {
        if (rows.rowCount() == 0) {
            return Uni.createFrom().item(0);
        }
        var ids = StreamSupport.stream(rows.spliterator(), false).map(row -> row.getLong("id")).toArray(Long[]::new);
        List<Uni<Void>> sent = new ArrayList<>();
        rows.forEach(row -> sent.add(kafka.sendMessage(message(row))));
        return Uni.join().all(sent).andFailFast()
                .chain(() -> transaction.preparedQuery("delete from outbox where id = any($1)").execute(Tuple.of(ids)))
                .replaceWith(rows.rowCount());
    }

    private Message<byte[]> message(Row row) {
        var event = EventCodec.write(row.getString("topic"), row.getUUID("event_id"), row.getString("event_type"),
                Publication.SOURCE.toString(), row.get(OffsetDateTime.class, "event_time").toInstant(), row.getString("key"),
                vault.openBytes(row.getBuffer("sealed").getBytes()));
        return Message.of(event.value(), List.of(OutgoingKafkaRecordMetadata.<String> builder().withTopic(event.topic())
                .withKey(event.key()).withHeaders(event.headers()).build()));
    }
}
