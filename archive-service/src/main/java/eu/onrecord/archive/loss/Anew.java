package eu.onrecord.archive.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

import eu.onrecord.archive.intake.Intake;
import eu.onrecord.archive.intake.Origins;
import eu.onrecord.archive.record.Item.Origin;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Records anew what lost its key, from where it came, once the reaper has taken away the row that nobody can read. */
@ApplicationScoped
class Anew {
    private static final Logger LOG = Logger.getLogger(Anew.class);
    private static final int BATCH = 200;

    private final Pool pool;
    private final Origins origins;
    private final Intake intake;
    private final Vertx vertx;

    Anew(Pool pool, Origins origins, Intake intake, Vertx vertx) {
        this.pool = pool;
        this.origins = origins;
        this.intake = intake;
        this.vertx = vertx;
    }

    /** A report of a record that is not there any more. */
    private record Lost(UUID id, Origin origin) {
        static Lost of(Row row) {
            return new Lost(row.getUUID("record_id"), new Origin(row.getString("origin_topic"),
                    row.getInteger("origin_partition"), row.getLong("origin_offset")));
        }
    }

    /** Some of them. */
    Uni<Void> record() {
        return pool.preparedQuery("""
                select * from lost_report l where state = 'THERE' and not exists (select from record r
                where r.occurred_at = l.occurred_at and r.id = l.record_id) order by record_id limit $1""")
                .execute(Tuple.of(BATCH)).chain(rows -> {
                    var lost = new ArrayList<Lost>();
                    rows.forEach(row -> lost.add(Lost.of(row)));
                    return lost.isEmpty() ? Uni.createFrom().voidItem()
                            : vertx.executeBlocking(() -> origins.read(lost.stream().map(Lost::origin).toList()), false)
                                    .chain(found -> record(lost, found));
                });
    }

    private Uni<Void> record(List<Lost> lost, Map<Origin, ConsumerRecord<String, byte[]>> found) {
        LOG.infof("%d records whose keys are lost are recorded anew", found.size());
        return Multi.createFrom().iterable(lost).onItem().transformToUniAndConcatenate(it -> found.containsKey(it.origin())
                ? intake.again(found.get(it.origin())).chain(recorded -> mark(it, LostState.RECORDED,
                        recorded.map(record -> record.id()).orElse(null)))
                : mark(it, LostState.GONE, null)).collect().asList().replaceWithVoid();
    }

    /** What showed that a customer was told is the new record; which records spoke of a message is known by the new ones. */
    private Uni<Void> mark(Lost lost, LostState state, UUID anew) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery("update lost_report set state = $2, recorded_as = $3 where record_id = $1 and state = 'THERE'")
                .execute(Tuple.of(lost.id(), state.name(), anew))
                .chain(() -> transaction.preparedQuery("update conversation set released_by = $2 where released_by = $1")
                        .execute(Tuple.of(lost.id(), anew == null ? lost.id() : anew)))
                .chain(() -> transaction.preparedQuery("delete from mention where record_id = $1").execute(Tuple.of(lost.id())))
                .chain(() -> transaction.preparedQuery("delete from following where record_id = $1")
                        .execute(Tuple.of(lost.id()))))
                .replaceWithVoid();
    }
}
