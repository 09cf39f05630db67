package eu.onrecord.archive.loss;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.intake.Following;
import eu.onrecord.archive.intake.Origins;
import eu.onrecord.archive.intake.Origins.Sought;
import eu.onrecord.archive.record.Item.Origin;
import eu.onrecord.archive.seal.KeyId;
import eu.onrecord.archive.seal.KeyState;
import eu.onrecord.archive.seal.KeyStore;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.ReportMark;
import eu.onrecord.archive.seal.ReportMark.Report;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Judges records that may have lost their key: each that has gets a lost report. */
@ApplicationScoped
class LostReports {
    private static final Logger LOG = Logger.getLogger(LostReports.class);
    private static final int BATCH = 100;
    /** Nothing seals anew yet: what stands beside that is somebody else's, and verify names it. */
    private static final int FIRST = 1;
    /** Of what nobody could say now. */
    private static final Duration LATER = Duration.ofMinutes(5);

    private final Pool pool;
    private final KeyStore keys;
    private final LookupKey lookupKey;
    private final Origins origins;
    private final Vertx vertx;
    private final Clock clock;

    LostReports(Pool pool, KeyStore keys, LookupKey lookupKey, Origins origins, Vertx vertx, Clock clock) {
        this.pool = pool;
        this.keys = keys;
        this.lookupKey = lookupKey;
        this.origins = origins;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** A record that may have lost its key. */
    private record Suspect(UUID id, Instant occurredAt, String scope, byte[] commitment, byte[] eventHash, UUID key,
            boolean isAsSealed, Origin origin) {
        static Suspect of(Row row) {
            return new Suspect(row.getUUID("id"), row.get(OffsetDateTime.class, "occurred_at").toInstant(),
                    row.getString("scope"), row.getBuffer("commitment").getBytes(), row.getBuffer("event_hash").getBytes(),
                    row.getUUID("key_id"), row.getInteger("generation") == FIRST, Origin.of(row));
        }
    }

    /** All that are suspected now, some at a time. */
    Uni<Void> judge() {
        return Uni.createFrom().deferred(this::judgeSome).repeat().whilst(count -> count == BATCH).collect().last()
                .replaceWithVoid();
    }

    /** Whoever takes them has them for a while; what nobody could say is asked again then. */
    private Uni<Integer> judgeSome() {
        return pool.preparedQuery("""
                update suspect set due_at = $2 where record_id = any(array(select record_id from suspect where due_at <= $1
                order by due_at limit $3 for update skip locked)) returning record_id, occurred_at""")
                .execute(Tuple.of(Columns.offset(clock.instant()), Columns.offset(clock.instant().plus(LATER)), BATCH))
                .chain(taken -> taken.size() == 0 ? Uni.createFrom().item(0)
                        : suspects(taken).chain(suspects -> judge(taken, suspects)).replaceWith(taken.size()));
    }

    private Uni<List<Suspect>> suspects(RowSet<Row> taken) {
        var times = new ArrayList<OffsetDateTime>();
        taken.forEach(row -> times.add(row.get(OffsetDateTime.class, "occurred_at")));
        return pool
                .preparedQuery(
                        """
                                select r.id, r.occurred_at, r.scope, r.commitment, r.event_hash, r.origin_topic, r.origin_partition, r.origin_offset,
                                s.key_id, s.generation from record r cross join lateral (select key_id, generation from sealed_content s
                                where s.occurred_at = r.occurred_at and s.record_id = r.id order by generation desc limit 1) s
                                where r.occurred_at = any($1) and r.id = any($2)
                                and not exists (select 1 from lost_report x where x.record_id = r.id and x.state <> 'FOUND')""")
                .execute(Tuple.of(times.toArray(OffsetDateTime[]::new), ids(taken))).map(rows -> {
                    var suspects = new ArrayList<Suspect>();
                    rows.forEach(row -> suspects.add(Suspect.of(row)));
                    return suspects;
                });
    }

    private Uni<Void> judge(RowSet<Row> taken, List<Suspect> suspects) {
        return keys.byId(suspects.stream().map(Suspect::key).distinct().toList()).chain(states -> {
            // a key that was never made here is not lost: verify names its record
            var gone = suspects.stream().filter(it -> it.isAsSealed() && states.get(it.key()) instanceof KeyState.Lost)
                    .filter(it -> KeyId.isOurs(lookupKey, it.scope(), it.key())).toList();
            var sought = gone.stream().filter(it -> it.origin() != null)
                    .map(it -> new Sought(it.id(), it.origin(), it.eventHash())).toList();
            return vertx.executeBlocking(() -> origins.read(sought), false).chain(read -> {
                var known = gone.stream().filter(it -> !read.unknown().contains(it.id())).toList();
                var open = List.copyOf(read.unknown());
                return pool.withTransaction(transaction -> report(transaction, known, read.found())
                        .chain(() -> transaction.preparedQuery("""
                                delete from suspect where record_id = any($1) and not record_id = any($2)""")
                                .execute(Tuple.of(ids(taken), open.toArray(UUID[]::new)))))
                        .replaceWithVoid();
            });
        });
    }

    /** Nothing follows any more from what nobody can open. */
    private Uni<Void> report(SqlConnection transaction, List<Suspect> gone, Map<UUID, ?> there) {
        if (gone.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        LOG.errorf("The keys of %d records are lost; %d of those can be recorded anew", gone.size(), there.size());
        // one of the same commitment that is somebody's invention keeps none of the others from being there: verify names it
        return transaction.preparedQuery("""
                update lost_report l set state = v.state, key_id = v.key, mark = v.mark, lost_at = $11, due_at = $11,
                recorded_as = null
                from unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[], $5::timestamptz[], $6::bytea[], $7::bytea[],
                $8::text[], $9::int[], $10::bigint[])
                as v (id, state, key, mark, at, commitment, hash, topic, partition, place)
                where l.record_id = v.id and l.state = 'FOUND' and (l.occurred_at, l.commitment, l.event_hash)
                = (v.at, v.commitment, v.hash) and (l.origin_topic, l.origin_partition, l.origin_offset)
                is not distinct from (v.topic, v.partition, v.place)""")
                .execute(Columns.of(gone).uuid(Suspect::id)
                        .text(it -> state(it, there)).uuid(Suspect::key).bytes(it -> mark(it, there)).time(Suspect::occurredAt)
                        .bytes(Suspect::commitment).bytes(Suspect::eventHash)
                        .text(it -> it.origin() == null ? null : it.origin().topic())
                        .number(it -> it.origin() == null ? null : it.origin().partition())
                        .count(it -> it.origin() == null ? null : it.origin().offset()).all(clock.instant())
                        .tuple())
                .chain(() -> transaction.preparedQuery("""
                        insert into lost_report (record_id, occurred_at, commitment, event_hash, key_id, origin_topic,
                        origin_partition, origin_offset, state, mark, lost_at, due_at)
                        select *, $11::timestamptz, $11::timestamptz from unnest($1::uuid[], $2::timestamptz[], $3::bytea[],
                        $4::bytea[], $5::uuid[], $6::text[], $7::int[], $8::bigint[], $9::text[], $10::bytea[])
                        on conflict do nothing""")
                        .execute(Columns.of(gone).uuid(Suspect::id).time(Suspect::occurredAt).bytes(Suspect::commitment)
                                .bytes(Suspect::eventHash).uuid(Suspect::key)
                                .text(it -> it.origin() == null ? null : it.origin().topic())
                                .number(it -> it.origin() == null ? null : it.origin().partition())
                                .count(it -> it.origin() == null ? null : it.origin().offset())
                                .text(it -> state(it, there)).bytes(it -> mark(it, there)).all(clock.instant()).tuple()))
                .chain(() -> Following.forget(transaction, gone.stream().map(Suspect::id).toArray(UUID[]::new)));
    }

    private static String state(Suspect it, Map<UUID, ?> there) {
        return (there.containsKey(it.id()) ? LostState.THERE : LostState.GONE).name();
    }

    private byte[] mark(Suspect it, Map<UUID, ?> there) {
        return ReportMark.of(lookupKey, new Report(it.id(), it.occurredAt(), it.commitment(), it.eventHash(), it.key(),
                Origin.text(it.origin()), state(it, there), null));
    }

    private static UUID[] ids(RowSet<Row> rows) {
        var ids = new ArrayList<UUID>();
        rows.forEach(row -> ids.add(row.getUUID("record_id")));
        return ids.toArray(UUID[]::new);
    }
}
