package eu.onrecord.consent.intake;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.lane.UntilShutdown;
import eu.onrecord.contract.wire.Topic;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The events that were taken and would have another effect if they were taken again, for as long as they can come again. */
@ApplicationScoped
class TakenEvents {
    private final Pool pool;
    private final Clock clock;

    TakenEvents(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Notes events in the transaction, and gives those that were not taken before. */
    Uni<Set<UUID>> newOnes(SqlConnection transaction, List<UUID> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().item(new HashSet<>());
        }
        return transaction.preparedQuery("""
                insert into taken_event (id, taken_at) select distinct id, $2::timestamptz from unnest($1::uuid[]) as v (id)
                on conflict do nothing returning id""")
                .execute(Tuple.of(events.toArray(UUID[]::new), clock.instant().atOffset(ZoneOffset.UTC))).map(rows -> {
                    Set<UUID> news = new HashSet<>();
                    rows.forEach(row -> news.add(row.getUUID("id")));
                    return news;
                });
    }

    @UntilShutdown
    @Scheduled(every = "1h")
    Uni<Void> forget() {
        return pool.preparedQuery("delete from taken_event where taken_at < $1")
                .execute(Tuple.of(clock.instant().minus(Topic.COMES_AGAIN_FOR).atOffset(ZoneOffset.UTC))).replaceWithVoid();
    }
}
