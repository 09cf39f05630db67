package eu.onrecord.archive.loss;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import eu.onrecord.archive.intake.Origins;
import eu.onrecord.archive.intake.Origins.Sought;
import eu.onrecord.archive.record.Item.Origin;
import eu.onrecord.archive.seal.KeyId;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.ReportMark;
import eu.onrecord.archive.seal.ReportMark.Report;
import eu.onrecord.contract.wire.Topic;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Takes away the rows of records whose key is lost, so that they can be recorded anew. Run under the reaper's role: the service
 * itself can delete no record. It believes no report but the archive's own, by its mark, and of each of those it asks itself
 * whether
 * nobody has the key, and whether the topic has the very event: nothing that others can write has a record taken away.
 */
@ApplicationScoped
public class Reaper {
    private static final int BATCH = 200;
    /** Of a topic that keeps for seven days, what is younger than six is taken. */
    private static final Duration AT_LEAST = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Pool pool;
    private final Pool keys;
    private final Origins origins;
    private final LookupKey lookupKey;
    private final Clock clock;

    Reaper(Pool pool, @ReactiveDataSource("keys") Pool keys, Origins origins, LookupKey lookupKey, Clock clock) {
        this.pool = pool;
        this.lookupKey = lookupKey;
        this.clock = clock;
        this.keys = keys;
        this.origins = origins;
    }

    /** A record that stands in a report, with the key that it has itself. */
    private record Due(UUID id, String scope, UUID key, Sought sought, Report report, byte[] mark) {
        static Due of(Row row) {
            var hash = row.getBuffer("event_hash").getBytes();
            return new Due(row.getUUID("record_id"), row.getString("scope"),
                    row.getUUID("sealed_under"),
                    new Sought(row.getUUID("record_id"), Origin.of(row), hash),
                    new Report(row.getUUID("record_id"), row.get(OffsetDateTime.class, "occurred_at").toInstant(),
                            row.getBuffer("commitment").getBytes(), hash, row.getUUID("key_id"), Origin.text(Origin.of(row)),
                            LostState.THERE.name(), row.getUUID("recorded_as")),
                    row.getBuffer("mark").getBytes());
        }

        /**
         * Whether the archive itself said that this very record has lost this very key, and made that key once; and where its
         * event is, which has to be where the record came from.
         */
        boolean isReported(LookupKey lookupKey) {
            return report.key().equals(key) && KeyId.isOurs(lookupKey, scope, key) && ReportMark.is(mark, lookupKey, report);
        }
    }

    /**
     * All of them; what cannot be recorded anew stays.
     *
     * @return how many records it took away
     */
    public long run() {
        var reaped = 0L;
        var after = new UUID(0, 0);
        var due = due(after);
        while (!due.isEmpty()) {
            after = due.get(due.size() - 1).id();
            var living = living(due).await().atMost(PATIENCE);
            var dead = due.stream().filter(it -> it.isReported(lookupKey) && !living.contains(it.key())).toList();
            var found = origins.read(dead.stream().map(Due::sought).toList()).found();
            var lost = dead.stream().filter(it -> isLongThere(found.get(it.id()))).toList();
            if (!lost.isEmpty()) {
                reaped += pool.withTransaction(transaction -> reap(transaction, lost)).await().atMost(PATIENCE);
            }
            due = due(after);
        }
        return reaped;
    }

    /** Until it is recorded anew the topic alone has it, and must not forget it meanwhile. */
    private boolean isLongThere(ConsumerRecord<String, byte[]> message) {
        if (message == null) {
            return false;
        }
        var kept = Topic.all().stream().filter(topic -> topic.name().equals(message.topic())).findFirst()
                .map(topic -> Long.parseLong(topic.config().getOrDefault("retention.ms", "-1"))).orElse(-1L);
        return kept < 0 || Instant.ofEpochMilli(message.timestamp()).plusMillis(kept).minus(AT_LEAST)
                .isAfter(clock.instant());
    }

    private List<Due> due(UUID after) {
        var due = new ArrayList<Due>();
        pool.preparedQuery(
                """
                        select l.record_id, l.occurred_at, l.key_id, l.recorded_as, l.mark, r.commitment, r.event_hash, r.scope,
                        r.origin_topic, r.origin_partition, r.origin_offset, s.key_id as sealed_under
                        from lost_report l
                        cross join lateral (select * from record r where r.occurred_at = l.occurred_at and r.id = l.record_id limit 1) r
                        cross join lateral (select key_id from sealed_content s where s.occurred_at = l.occurred_at
                        and s.record_id = l.record_id order by generation desc limit 1) s
                        where l.state = 'THERE' and l.record_id > $1 and r.origin_topic is not null order by l.record_id limit $2""")
                .execute(Tuple.of(after, BATCH)).await().atMost(PATIENCE).forEach(row -> due.add(Due.of(row)));
        return due;
    }

    /** Also one that was destroyed is known: its record is erased, and not lost. */
    private Uni<Set<UUID>> living(List<Due> due) {
        return keys.preparedQuery("select id from data_key where id = any($1)")
                .execute(Tuple.of((Object) due.stream().map(Due::key).distinct().toArray(UUID[]::new)))
                .map(rows -> {
                    var living = new HashSet<UUID>();
                    rows.forEach(row -> living.add(row.getUUID("id")));
                    return living;
                });
    }

    /** To read the topic takes a while: whose key came back meanwhile stays, and none comes back unseen from here on. */
    private Uni<Integer> reap(SqlConnection transaction, List<Due> lost) {
        return transaction.preparedQuery(
                """
                        select record_id from lost_report where record_id = any($1) and state = 'THERE' order by record_id for update""")
                .execute(Tuple.of((Object) ids(lost))).chain(rows -> {
                    var still = new HashSet<UUID>();
                    rows.forEach(row -> still.add(row.getUUID("record_id")));
                    return living(lost).map(living -> lost.stream()
                            .filter(it -> still.contains(it.id()) && !living.contains(it.key())).toList());
                }).chain(dead -> takeAway(transaction, dead));
    }

    private static UUID[] ids(List<Due> due) {
        return due.stream().map(Due::id).toArray(UUID[]::new);
    }

    /**
     * What another one took away meanwhile may be recorded anew by now: of that nothing is touched.
     *
     * @return how many there were
     */
    private static Uni<Integer> takeAway(SqlConnection transaction, List<Due> dead) {
        return transaction.preparedQuery("""
                delete from record where (occurred_at, id) in
                (select occurred_at, record_id from lost_report where record_id = any($1)) returning id""")
                .execute(Tuple.of((Object) ids(dead))).chain(rows -> {
                    var gone = new HashSet<UUID>();
                    rows.forEach(row -> gone.add(row.getUUID("id")));
                    var taken = dead.stream().filter(it -> gone.contains(it.id())).toList();
                    return takeAwayWhatIsOf(transaction, taken).replaceWith(taken.size());
                });
    }

    private static Uni<Void> takeAwayWhatIsOf(SqlConnection transaction, List<Due> taken) {
        var ids = Tuple.of((Object) ids(taken));
        return transaction.preparedQuery("""
                delete from sealed_content where (occurred_at, record_id) in
                (select occurred_at, record_id from lost_report where record_id = any($1))""").execute(ids)
                .chain(() -> transaction.preparedQuery("delete from timeless where event_hash = any($1)").execute(Tuple.of(
                        (Object) taken.stream().map(it -> Buffer.buffer(it.sought().eventHash())).toArray(Buffer[]::new))))
                .chain(() -> transaction.preparedQuery("delete from media where record_id = any($1)").execute(ids))
                .chain(() -> transaction.preparedQuery("update lost_report set reaped = true where record_id = any($1)")
                        .execute(ids))
                .replaceWithVoid();
    }
}
