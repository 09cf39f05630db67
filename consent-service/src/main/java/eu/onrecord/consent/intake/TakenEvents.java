package eu.onrecord.consent.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** The events that were taken, remembered for as long as one of them can come again. */
@ApplicationScoped
class TakenEvents {
    /** Meta retries for seven days, and Kafka keeps what it has for seven more. */
    private static final Duration CAN_COME_AGAIN = Duration.ofDays(15);

    private final Pool pool;
    private final Clock clock;

    TakenEvents(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Notes the event in the current transaction; false if it was taken before. */
    Uni<Boolean> isNew(UUID event) {
        return Panache.getSession()
                .chain(session -> session
                        .createNativeQuery("insert into taken_event (id, taken_at) values (:id, :now) on conflict do nothing")
                        .setParameter("id", event).setParameter("now", clock.instant()).executeUpdate())
                .map(inserted -> inserted == 1);
    }

    @Scheduled(every = "1h")
    Uni<Void> forget() {
        return pool.preparedQuery("delete from taken_event where taken_at < $1")
                .execute(Tuple.of(clock.instant().minus(CAN_COME_AGAIN).atOffset(ZoneOffset.UTC))).replaceWithVoid();
    }
}
