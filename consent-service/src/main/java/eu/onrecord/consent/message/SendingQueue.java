package eu.onrecord.consent.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.Customers;
import eu.onrecord.consent.lane.Lanes;
import eu.onrecord.consent.lane.OwnContext;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Sends what is queued. A message is claimed and that is committed before it is sent, so no two pods send the same one; a claim
 * that never ended is a message that nobody can know of.
 */
@ApplicationScoped
class SendingQueue {
    private static final Logger LOG = Logger.getLogger(SendingQueue.class);
    private static final int MOST_IN_FLIGHT = 50;
    /** Above the provider client's own patience: then whoever claimed it is gone. */
    private static final Duration LEASE = Duration.ofSeconds(60);
    /** A second notice is harmless, a missing one destroys evidence: once more after this. */
    private static final Duration NOTICE_PATIENCE = Duration.ofMinutes(10);

    /** The opt-out came after the message was queued; only the confirmation of it still goes. */
    private static final String NOT_WANTED_ANY_MORE = " r.opt_out = 'ALL' and m.kind <> 'CONFIRMATION' and m.created_at < r.opted_out_at ";

    private final Pool pool;
    private final Channels channels;
    private final Customers customers;
    private final Provider provider;
    private final Progress progress;
    private final Clock clock;
    private final Lanes lanes;
    private final AtomicInteger inFlight = new AtomicInteger();

    SendingQueue(Pool pool, Channels channels, Customers customers, Provider provider, Progress progress, Clock clock,
            Lanes lanes) {
        this.pool = pool;
        this.channels = channels;
        this.customers = customers;
        this.provider = provider;
        this.progress = progress;
        this.clock = clock;
        this.lanes = lanes;
    }

    private record Claimed(UUID id, UUID customer, String channel, String business, String body) {
        static Claimed of(Row row) {
            return new Claimed(row.getUUID("id"), row.getUUID("customer_id"), row.getString("channel"),
                    row.getString("business"), row.getString("body"));
        }
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Sending", this::sendDue);
    }

    /** Claims what there is room for and does not wait for the provider: a slow answer holds up nobody else. */
    Uni<Void> sendDue() {
        var room = MOST_IN_FLIGHT - inFlight.get();
        return room == 0 ? Uni.createFrom().voidItem()
                : claim(room).invoke(claimed -> claimed.forEach(this::sendInItsOwnContext)).replaceWithVoid();
    }

    /** Looks after the claims that never ended, the notices that were never heard of, and opt-outs that came in between. */
    @Scheduled(every = "${onrecord.sending.sweep-every:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return pool.preparedQuery("update outbound_message set state = 'UNCERTAIN' where state = 'CLAIMED' and claimed_at < $1")
                .execute(Tuple.of(before(LEASE)))
                .chain(() -> pool.preparedQuery("""
                        update outbound_message set state = 'QUEUED', due_at = $2, repeated = true
                        where state = 'UNCERTAIN' and kind = 'NOTICE' and claimed_at < $1 and not repeated""")
                        .execute(Tuple.of(before(NOTICE_PATIENCE), now())))
                .chain(() -> pool.query("""
                        update outbound_message m set state = 'CANCELLED', body = null from relationship r
                        where r.customer_id = m.customer_id and m.state = 'QUEUED' and""" + NOT_WANTED_ANY_MORE).execute())
                .chain(() -> pool.query("""
                        update disclosure d set state = 'CANCELLED' from outbound_message m
                        where m.disclosure_id = d.id and m.state = 'CANCELLED' and d.state = 'QUEUED' and not exists (
                        select 1 from outbound_message o where o.disclosure_id = d.id and o.state <> 'CANCELLED')""").execute())
                .replaceWithVoid();
    }

    private Uni<List<Claimed>> claim(int most) {
        return pool
                .preparedQuery("""
                        update outbound_message set state = 'CLAIMED', claimed_at = $1, attempts = attempts + 1
                        where id in (select m.id from outbound_message m where m.state = 'QUEUED' and m.due_at <= $1
                        and not exists (select 1 from relationship r where r.customer_id = m.customer_id and"""
                        + NOT_WANTED_ANY_MORE + """
                                ) order by m.due_at limit $2 for update skip locked)
                                returning id, customer_id, channel, business, body""")
                .execute(Tuple.of(now(), most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Claimed::of).toList());
    }

    private void sendInItsOwnContext(Claimed message) {
        inFlight.incrementAndGet();
        OwnContext.run(() -> send(message)).subscribe().with(done -> inFlight.decrementAndGet(), failure -> {
            inFlight.decrementAndGet();
            LOG.errorf("Nobody knows yet whether message %s was sent: %s", message.id(), failure.getClass().getSimpleName());
        });
    }

    private Uni<Void> send(Claimed message) {
        var channel = channels.find(message.channel());
        return Panache.withSession(() -> customers.identifiersOf(message.customer()))
                .chain(recipients -> recipients.isEmpty() || channel.isEmpty()
                        ? Uni.createFrom().item(new SendOutcome.Refused("unreachable"))
                        : provider.send(channel.get(), message.business(), recipients.get(0), message.body(),
                                message.id().toString()))
                .chain(outcome -> progress.ended(message.id(), outcome));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private OffsetDateTime before(Duration age) {
        Instant then = clock.instant().minus(age);
        return then.atOffset(ZoneOffset.UTC);
    }
}
