package eu.onrecord.consent.erasure;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.lane.UntilShutdown;
import eu.onrecord.contract.wire.Topic;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The threads whose customers were forgotten: what was written there until then makes nobody known, for as long as it can come.
 */
@ApplicationScoped
class ForgottenThreads {
    private final Pool pool;
    private final Clock clock;

    ForgottenThreads(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** @param before what was written until then is forgotten */
    Uni<Void> add(SqlConnection transaction, Set<String> threads, Instant before) {
        return transaction.preparedQuery("""
                insert into forgotten_thread (thread, before, recorded_at)
                select t, $2, $3 from unnest($1::text[]) as t order by t
                on conflict (thread) do update set before = greatest(forgotten_thread.before, excluded.before),
                recorded_at = excluded.recorded_at""")
                .execute(Tuple.of(threads.toArray(String[]::new), Columns.offset(before), Columns.offset(clock.instant())))
                .replaceWithVoid();
    }

    @UntilShutdown
    @Scheduled(every = "24h")
    Uni<Void> sweep() {
        return pool.preparedQuery("delete from forgotten_thread where recorded_at < $1")
                .execute(Tuple.of(Columns.offset(clock.instant().minus(Topic.COMES_AGAIN_FOR)))).replaceWithVoid();
    }
}
