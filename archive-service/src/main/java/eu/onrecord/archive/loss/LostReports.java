package eu.onrecord.archive.loss;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.intake.Origins;
import eu.onrecord.archive.record.Item.Origin;
import eu.onrecord.archive.seal.KeyState;
import eu.onrecord.archive.seal.KeyStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Judges records that may have lost their key: each that has gets a lost report, which is never taken back. */
@ApplicationScoped
class LostReports {
    private static final Logger LOG = Logger.getLogger(LostReports.class);
    private static final int BATCH = 200;

    private final Pool pool;
    private final KeyStore keys;
    private final Origins origins;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicLong lost = new AtomicLong();

    LostReports(Pool pool, KeyStore keys, Origins origins, Vertx vertx, Clock clock, MeterRegistry registry) {
        this.pool = pool;
        this.keys = keys;
        this.origins = origins;
        this.vertx = vertx;
        this.clock = clock;
        Gauge.builder("onrecord.records.lost", lost, AtomicLong::get)
                .description("records whose key is lost, and which no topic has any more").register(registry);
    }

    /** A record that may have lost its key. */
    private record Suspect(UUID id, Row row) {
        UUID key() {
            return row.getUUID("key_id");
        }

        /** Null of what was made here. */
        Origin origin() {
            return row.getString("origin_topic") == null ? null
                    : new Origin(row.getString("origin_topic"), row.getInteger("origin_partition"),
                            row.getLong("origin_offset"));
        }
    }

    /** All that are suspected now. */
    Uni<Void> judge() {
        return pool.withTransaction(this::judgeSome).chain(count -> count < BATCH ? count() : judge());
    }

    private Uni<Integer> judgeSome(SqlConnection transaction) {
        return transaction.preparedQuery("""
                delete from suspect where record_id = any(array(select record_id from suspect order by record_id limit $1
                for update skip locked)) returning record_id, occurred_at""").execute(Tuple.of(BATCH)).chain(taken -> {
            var places = new HashMap<UUID, Row>();
            taken.forEach(row -> places.put(row.getUUID("record_id"), row));
            return places.isEmpty() ? Uni.createFrom().item(0)
                    : suspects(transaction, places).chain(suspects -> judge(transaction, suspects)).replaceWith(places.size());
        });
    }

    private static Uni<List<Suspect>> suspects(SqlConnection transaction, Map<UUID, Row> places) {
        return transaction.preparedQuery("""
                select r.id, r.occurred_at, r.commitment, r.origin_topic, r.origin_partition, r.origin_offset, s.key_id
                from record r cross join lateral (select key_id from sealed_content s where s.occurred_at = r.occurred_at
                and s.record_id = r.id order by generation desc limit 1) s
                where r.occurred_at = any($1) and r.id = any($2)""")
                .execute(Tuple.of(places.values().stream().map(row -> row.get(OffsetDateTime.class, "occurred_at"))
                        .toArray(OffsetDateTime[]::new), places.keySet().toArray(UUID[]::new)))
                .map(rows -> {
                    var suspects = new ArrayList<Suspect>();
                    rows.forEach(row -> suspects.add(new Suspect(row.getUUID("id"), row)));
                    return suspects;
                });
    }

    private Uni<Void> judge(SqlConnection transaction, List<Suspect> suspects) {
        return keys.byId(suspects.stream().map(Suspect::key).distinct().toList()).chain(states -> {
            var gone = suspects.stream().filter(it -> states.get(it.key()) instanceof KeyState.Lost).toList();
            return gone.isEmpty() ? Uni.createFrom().voidItem()
                    : vertx.executeBlocking(
                            () -> origins.read(gone.stream().flatMap(it -> Optional.ofNullable(it.origin()).stream()).toList())
                                    .keySet(),
                            false).chain(there -> report(transaction, gone, it -> there.contains(it.origin())));
        });
    }

    private Uni<Void> report(SqlConnection transaction, List<Suspect> gone, Predicate<Suspect> isThere) {
        LOG.errorf("The keys of %d records are lost; %d of those can be recorded anew", gone.size(),
                gone.stream().filter(isThere).count());
        return transaction.preparedQuery("""
                insert into lost_report (record_id, occurred_at, commitment, key_id, origin_topic, origin_partition,
                origin_offset, state, lost_at)
                select *, $9::timestamptz from unnest($1::uuid[], $2::timestamptz[], $3::bytea[], $4::uuid[], $5::text[],
                $6::int[], $7::bigint[], $8::text[]) on conflict do nothing""")
                .execute(Columns.of(gone).uuid(Suspect::id)
                        .time(it -> it.row().get(OffsetDateTime.class, "occurred_at").toInstant())
                        .bytes(it -> it.row().getBuffer("commitment").getBytes()).uuid(Suspect::key)
                        .text(it -> it.row().getString("origin_topic")).number(it -> it.row().getInteger("origin_partition"))
                        .count(it -> it.row().getLong("origin_offset"))
                        .text(it -> isThere.test(it) ? LostState.THERE.name() : LostState.GONE.name()).all(clock.instant())
                        .tuple())
                .replaceWithVoid();
    }

    private Uni<Void> count() {
        return pool.query("select count(*) as count from (select 1 from lost_report where state = 'GONE' limit 1000) l")
                .execute().invoke(rows -> lost.set(rows.iterator().next().getLong("count"))).replaceWithVoid();
    }
}
