package eu.onrecord.archive.loss;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.intake.Following;
import eu.onrecord.archive.seal.KeyState;
import eu.onrecord.archive.seal.KeyStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Looks whether lost keys came back, as from a later backup: what opens again is lost no more. Counts what stays lost. */
@ApplicationScoped
class Withdrawals {
    private static final int BATCH = 1000;
    /** How long an alarm goes on. */
    private static final Duration TOLD = Duration.ofDays(7);
    private static final UUID FIRST = new UUID(0, 0);
    /** As PostgreSQL orders them. */
    private static final Comparator<UUID> BY_TEXT = Comparator.comparing(UUID::toString);

    private final Pool pool;
    private final KeyStore keys;
    private final Following following;
    private final Clock clock;
    private final AtomicLong lost = new AtomicLong();
    /** Some at a time, all of them in turn. */
    private volatile UUID looked = FIRST;

    Withdrawals(Pool pool, KeyStore keys, Following following, Clock clock, MeterRegistry registry) {
        this.pool = pool;
        this.keys = keys;
        this.following = following;
        this.clock = clock;
        Gauge.builder("onrecord.records.lost", lost, AtomicLong::get)
                .description("records whose key was lost within the last week, and which no topic has any more")
                .register(registry);
    }

    /** Some of the reports. */
    Uni<Void> look() {
        return pool.preparedQuery("""
                select record_id, key_id from lost_report where state in ('THERE', 'GONE') and record_id > $1
                order by record_id limit $2""").execute(Tuple.of(looked, BATCH)).chain(rows -> {
            var keyIds = new HashMap<UUID, UUID>();
            rows.forEach(row -> keyIds.put(row.getUUID("record_id"), row.getUUID("key_id")));
            looked = keyIds.size() < BATCH ? FIRST : keyIds.keySet().stream().max(BY_TEXT).orElse(FIRST);
            return keyIds.isEmpty() ? Uni.createFrom().voidItem()
                    : keys.byId(keyIds.values().stream().distinct().toList())
                            .chain(states -> withdraw(keyIds.entrySet().stream()
                                    .filter(it -> !(states.get(it.getValue()) instanceof KeyState.Lost)).map(Map.Entry::getKey)
                                    .toArray(UUID[]::new)));
        }).chain(this::count);
    }

    /** And what follows from it is done. */
    private Uni<Void> withdraw(UUID[] back) {
        return back.length == 0 ? Uni.createFrom().voidItem()
                : pool.withTransaction(transaction -> transaction.preparedQuery("""
                        update lost_report l set state = 'FOUND' where l.record_id = any($1) and l.state in ('THERE', 'GONE')
                        and exists (select from record r where r.occurred_at = l.occurred_at and r.id = l.record_id)
                        returning record_id, occurred_at""").execute(Tuple.of((Object) back)).chain(found -> {
                    var ownTimes = new HashMap<UUID, Instant>();
                    found.forEach(row -> ownTimes.put(row.getUUID("record_id"),
                            row.get(OffsetDateTime.class, "occurred_at").toInstant()));
                    return following.again(transaction, ownTimes);
                }));
    }

    private Uni<Void> count() {
        return pool.preparedQuery("""
                select count(*) as count from (select 1 from lost_report where state = 'GONE' and lost_at > $2 limit $1) l""")
                .execute(Tuple.of(BATCH, Columns.offset(clock.instant().minus(TOLD))))
                .invoke(rows -> lost.set(rows.iterator().next().getLong("count"))).replaceWithVoid();
    }
}
