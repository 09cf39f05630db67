package eu.onrecord.consent.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.lane.UntilShutdown;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.TimeOf;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.Topic;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The events that were taken and would have another effect if they were taken again, for as long as they can come again. */
@ApplicationScoped
class TakenEvents {
    /**
     * What its provider tells no time of is news whenever it comes: an old request that somebody kept is signed as well as a
     * new
     * one. As long as a company keeps looking back at a year, and a month.
     */
    private static final Duration WITHOUT_A_TIME = Duration.ofDays(396);

    private final Pool pool;
    private final Clock clock;

    TakenEvents(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Whether it would have another effect the second time. All others are told again without effect by what they are. */
    static boolean isRemembered(ChatEvent event) {
        return event.kind() == Kind.IDENTITY_CHANGE
                || event.timeOf() == TimeOf.RECEIPT && event.direction() == Direction.INBOUND && event.kind() != Kind.STATUS;
    }

    /** Notes, in the transaction, those that have to be remembered, and gives those of them that were not taken before. */
    Uni<Set<UUID>> newOnes(SqlConnection transaction, List<Envelope<ChatEvent>> events) {
        var remembered = events.stream().filter(event -> isRemembered(event.data())).toList();
        if (remembered.isEmpty()) {
            return Uni.createFrom().item(new HashSet<>());
        }
        return transaction.preparedQuery("""
                insert into taken_event (id, forget_at) select id, max(forget_at)
                from unnest($1::uuid[], $2::timestamptz[]) as v (id, forget_at) group by id
                on conflict do nothing returning id""")
                .execute(Tuple.of(remembered.stream().map(Envelope::id).toArray(UUID[]::new),
                        remembered.stream().map(event -> forgetAt(event.data())).toArray(OffsetDateTime[]::new)))
                .map(rows -> {
                    Set<UUID> news = new HashSet<>();
                    rows.forEach(row -> news.add(row.getUUID("id")));
                    return news;
                });
    }

    private OffsetDateTime forgetAt(ChatEvent event) {
        return clock.instant().plus(event.timeOf() == TimeOf.RECEIPT ? WITHOUT_A_TIME : Topic.COMES_AGAIN_FOR)
                .atOffset(ZoneOffset.UTC);
    }

    @UntilShutdown
    @Scheduled(every = "1h")
    Uni<Void> forget() {
        return pool.preparedQuery("delete from taken_event where forget_at < $1")
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC))).replaceWithVoid();
    }
}
