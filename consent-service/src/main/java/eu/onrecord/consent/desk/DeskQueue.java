package eu.onrecord.consent.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.batch.InTurn;
import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.lane.Lanes;
import eu.onrecord.consent.lane.OwnContext;
import eu.onrecord.consent.lane.Places;
import eu.onrecord.consent.lane.UntilShutdown;
import eu.onrecord.contract.wire.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Tells the desks: per customer and channel one after the other, retried with growing pauses for three days. A desk that is
 * away or slow
 * holds up no other.
 */
@ApplicationScoped
class DeskQueue {
    private static final Logger LOG = Logger.getLogger(DeskQueue.class);
    private static final int MOST_UNDER_WAY = 20;
    /** Above the patience with a desk: then whoever took it is gone. */
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 12;
    private static final int AT_ONCE = 1000;
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    /** What was told stays for a desk that was away; its words no longer than Kafka keeps them. */
    private static final Duration READABLE_FOR = Duration.ofDays(7);

    /**
     * Looks at what is due alone, and only the first of each customer ever is: what comes behind it is due when that has ended.
     * So it costs the same however much has piled up, and whatever a desk does not take.
     */
    private static final String CLAIM = """
            with due as materialized (select due.id from unnest($3::text[], $4::int[]) as desk (channel, room)
            cross join lateral (select d.id from desk_event d
            where d.channel = desk.channel and d.open and d.due_at <= $1
            and not exists (select 1 from desk_event o
            where o.customer_id = d.customer_id and o.channel = d.channel and o.open and o.id < d.id)
            order by d.due_at limit desk.room for update skip locked) due)
            update desk_event set due_at = $2, attempts = attempts + 1 where id in (select id from due)
            returning id, event_id, channel, sealed, attempts""";

    private final Pool pool;
    private final Channels channels;
    private final IdentifierVault vault;
    private final DeskWebhook webhook;
    private final Clock clock;
    private final Lanes lanes;
    private final MeterRegistry registry;
    private final Places places = new Places(MOST_UNDER_WAY);
    private final Map<String, DeskRest> rests;

    DeskQueue(Pool pool, Channels channels, IdentifierVault vault, DeskWebhook webhook, Clock clock, Lanes lanes,
            MeterRegistry registry) {
        this.registry = registry;
        this.pool = pool;
        this.channels = channels;
        this.vault = vault;
        this.webhook = webhook;
        this.clock = clock;
        this.lanes = lanes;
        rests = channels.all().stream().map(Channel::name)
                .collect(Collectors.toMap(Function.identity(), channel -> new DeskRest()));
    }

    private record Due(long id, UUID eventId, String channel, byte[] sealed, int attempts) {
        static Due of(Row row) {
            return new Due(row.getLong("id"), row.getUUID("event_id"), row.getString("channel"),
                    row.getBuffer("sealed") == null ? null : row.getBuffer("sealed").getBytes(), row.getInteger("attempts"));
        }
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Telling the desks", this::tellDue);
    }

    /** Claims what there is room for and does not wait for the desks. */
    Uni<Void> tellDue() {
        var ready = channels.all().stream().map(Channel::name)
                .filter(channel -> places.roomOf(channel) > 0 && rests.get(channel).isOver(clock.instant())).toList();
        return claim(ready).invoke(due -> due.forEach(this::tellInItsOwnContext)).replaceWithVoid();
    }

    @UntilShutdown
    @Scheduled(every = "1h")
    Uni<Void> giveUpAndForget() {
        return giveUp()
                .chain(() -> pool
                        .preparedQuery("update desk_event set sealed = null where created_at < $1 and sealed is not null")
                        .execute(Tuple.of(before(READABLE_FOR))))
                .chain(() -> pool.preparedQuery("delete from desk_event where created_at < $1")
                        .execute(Tuple.of(before(Topic.COMES_AGAIN_FOR))))
                .replaceWithVoid();
    }

    private Uni<Void> giveUp() {
        return pool.withTransaction(transaction -> transaction.preparedQuery("""
                update desk_event set open = false where id in (select id from desk_event where open and created_at < $1
                order by created_at limit $2 for update skip locked) returning customer_id, channel""")
                .execute(Tuple.of(before(GIVE_UP_AFTER), AT_ONCE))
                .chain(rows -> InTurn.each(stream(rows).map(Customer::of).distinct().toList(),
                        customer -> next(transaction, customer)).replaceWith(rows.rowCount())))
                .repeat().until(given -> given < AT_ONCE).collect().last().replaceWithVoid();
    }

    /** Whose turn it is: a customer on a channel. */
    private record Customer(UUID id, String channel) {
        static Customer of(Row row) {
            return new Customer(row.getUUID("customer_id"), row.getString("channel"));
        }
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    /** What came behind one that has ended is due now. */
    private Uni<Void> next(SqlConnection transaction, Customer customer) {
        return transaction.preparedQuery("""
                update desk_event set due_at = $3 where due_at = 'infinity' and id = (select id from desk_event
                where customer_id = $1 and channel = $2 and open order by id limit 1)""")
                .execute(Tuple.of(customer.id(), customer.channel(), now())).replaceWithVoid();
    }

    private Uni<List<Due>> claim(List<String> ready) {
        var rooms = Columns.of(ready).text(channel -> channel).number(places::roomOf).tuple();
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(now(), Columns.offset(clock.instant().plus(LEASE)), rooms.getValue(0), rooms.getValue(1)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Due::of).toList());
    }

    private void tellInItsOwnContext(Due due) {
        places.take(due.channel());
        OwnContext.run(() -> tell(due)).ifNoItem().after(LEASE).fail().subscribe().with(done -> places.free(due.channel()),
                failure -> {
                    places.free(due.channel());
                    LOG.warnf("Event %s is told to the desk again: %s", due.eventId(), failure.getClass().getSimpleName());
                });
    }

    /** Where there is no desk any more, or what was to be told is erased, there is nothing to tell. */
    private Uni<Void> tell(Due due) {
        var desk = channels.find(due.channel()).flatMap(Channel::desk);
        if (desk.isEmpty() || due.sealed() == null) {
            return ended(due, null);
        }
        return webhook.post(desk.get(), due.eventId(), vault.open(due.sealed()), clock.instant())
                .chain(answer -> rests.get(due.channel()).after(!(answer instanceof DeskAnswer.Later), clock.instant())
                        ? hasten(due.channel()).replaceWith(answer)
                        : Uni.createFrom().item(answer))
                .chain(answer -> take(due, answer));
    }

    private Uni<Void> take(Due due, DeskAnswer answer) {
        if (answer instanceof DeskAnswer.Later later) {
            later.after().ifPresent(pause -> rests.get(due.channel()).askedFor(pause, clock.instant()));
            return later(due, later.after());
        }
        if (answer instanceof DeskAnswer.Refused refused) {
            refused(due, refused.status());
            return ended(due, refused.status());
        }
        return ended(due, null);
    }

    /** What a desk refuses for good ends, where everybody sees it, and holds up nothing: the desk can still ask for it. */
    private void refused(Due due, int status) {
        registry.counter("onrecord.desk.refused", "channel", due.channel()).increment();
        if (rests.get(due.channel()).isNewsNow(clock.instant())) {
            LOG.warnf("The desk of %s refuses events with %d, such as %s: they are not told again, and wait under /desk/events",
                    due.channel(), status, due.eventId());
        }
    }

    /** @param refused the desk's answer, if it refused; null if it was told */
    private Uni<Void> ended(Due due, Integer refused) {
        return pool.withTransaction(transaction -> transaction.preparedQuery("""
                update desk_event set open = false, refused_status = $3,
                delivered_at = case when $3::int is null then $2::timestamptz end
                where id = $1 returning customer_id, channel""")
                .execute(Tuple.of(due.id(), now(), refused))
                .chain(rows -> InTurn.each(stream(rows).map(Customer::of).toList(),
                        customer -> next(transaction, customer))));
    }

    /** The desk is back: nothing waits for its next turn. What is under way is left alone. */
    private Uni<Void> hasten(String channel) {
        return pool
                .preparedQuery(
                        "update desk_event set due_at = $2 where channel = $1 and open and due_at > $3 and due_at < 'infinity'")
                .execute(Tuple.of(channel, now(), Columns.offset(clock.instant().plus(LEASE)))).replaceWithVoid();
    }

    private Uni<Void> later(Due due, Optional<Duration> wanted) {
        var pause = pauseAfter(due.attempts());
        var longest = wanted.filter(it -> it.compareTo(pause) > 0).orElse(pause);
        return pool.preparedQuery("update desk_event set due_at = $2 where id = $1")
                .execute(Tuple.of(due.id(), Columns.offset(clock.instant().plus(longest))))
                .replaceWithVoid();
    }

    private static Duration pauseAfter(int attempts) {
        var pause = Duration.ofSeconds(1L << Math.min(attempts, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private OffsetDateTime now() {
        return Columns.offset(clock.instant());
    }

    private OffsetDateTime before(Duration age) {
        return Columns.offset(clock.instant().minus(age));
    }
}
