package eu.onrecord.consent.sending;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.batch.InTurn;
import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.channel.Remedy;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.dossier.Rows;
import eu.onrecord.consent.lane.Lanes;
import eu.onrecord.consent.lane.OwnContext;
import eu.onrecord.consent.lane.Places;
import eu.onrecord.consent.lane.UntilShutdown;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.provider.Circuits;
import eu.onrecord.consent.provider.Outgoing;
import eu.onrecord.consent.provider.Providers;
import eu.onrecord.consent.provider.SendOutcome;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Sends what is queued. A message is claimed and that is committed before it is sent, so no two pods send the same one; a claim
 * that never ended is a message that nobody can know of. No faster than the provider takes it: that is kept by not claiming.
 */
@ApplicationScoped
class SendingQueue {
    private static final Logger LOG = Logger.getLogger(SendingQueue.class);
    /** Of each channel. */
    private static final int MOST_IN_FLIGHT = 50;
    /** A connection can die without a word: then its place is given to another. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /**
     * One after the other for each customer, whoever wrote it and whatever kind it is, in their order: what has to wait for its
     * next try holds up its own kind alone. Meta's pair rate, of 45 at once and then one in six seconds, is kept as 45 in any
     * 270 seconds.
     */
    private static final String CLAIM = """
            update outbound_message set state = 'CLAIMED', claimed_at = $1, answered = false
            where id in (select due.id from unnest($2::text[], $3::int[], $4::int[]) as pace (channel, per_second, room)
            cross join lateral (select m.id from outbound_message m
            where m.channel = pace.channel and m.state = 'QUEUED' and m.due_at <= $1
            and not exists (select 1 from outbound_message o where o.customer_id = m.customer_id and o.channel = m.channel
            and o.state = 'CLAIMED' and o.claimed_at > $1 - interval '60 seconds')
            and not exists (select 1 from outbound_message o where o.customer_id = m.customer_id and o.channel = m.channel
            and o.state = 'QUEUED' and (o.kind = m.kind or o.due_at <= $1) and (o.created_at, o.id) < (m.created_at, m.id))
            and (select count(*) from outbound_message o where o.customer_id = m.customer_id and o.channel = m.channel
            and o.claimed_at > $1 - interval '270 seconds') < 45
            order by m.due_at limit greatest(0, least(pace.room, pace.per_second - (select count(*) from outbound_message c
            where c.channel = pace.channel and c.claimed_at > $1 - interval '1 second'))) for update skip locked) due)
            returning *""";

    /** What is held is asked about again, and takes no place and no turn of what may go. */
    private static final String LOOK_AGAIN = """
            update outbound_message set due_at = $2 where id in (select due.id from unnest($3::text[]) as held (channel)
            cross join lateral (select m.id from outbound_message m
            where m.channel = held.channel and m.state = 'HELD' and m.due_at <= $1
            order by m.due_at limit $4 for update skip locked) due) returning *""";

    private final Pool pool;
    private final Channels channels;
    private final Providers providers;
    private final Circuits circuits;
    private final Clearance clearance;
    private final Outcomes outcomes;
    private final IdentifierVault vault;
    private final SendingConfig config;
    private final Clock clock;
    private final Lanes lanes;
    private final Places underWay = new Places(MOST_IN_FLIGHT);

    SendingQueue(Pool pool, Channels channels, Providers providers, Circuits circuits, Clearance clearance, Outcomes outcomes,
            IdentifierVault vault, SendingConfig config, Clock clock, Lanes lanes) {
        this.pool = pool;
        this.channels = channels;
        this.providers = providers;
        this.circuits = circuits;
        this.clearance = clearance;
        this.outcomes = outcomes;
        this.vault = vault;
        this.config = config;
        this.clock = clock;
        this.lanes = lanes;
    }

    void start(@Observes StartupEvent event) {
        lanes.start("Sending", this::sendDue);
        lanes.start("Asking again about what is held", this::askAgain);
    }

    /** Claims what there is room for and does not wait for the provider: a slow answer holds up nobody else. */
    Uni<Void> sendDue() {
        var open = channels.all().stream().filter(channel -> underWay.roomOf(channel.name()) > 0
                && circuits.isOpen(channel, false, clock.instant())).toList();
        return open.isEmpty() ? Uni.createFrom().voidItem()
                : claim(open).invoke(claimed -> claimed.forEach(this::sendInItsOwnContext)).replaceWithVoid();
    }

    /** One after the other: nothing of it waits for a provider. */
    Uni<Void> askAgain() {
        var all = channels.all().stream().map(Channel::name).toArray(String[]::new);
        return pool.preparedQuery(LOOK_AGAIN)
                .execute(Tuple.of(now(), Columns.offset(clock.instant().plus(LONGEST)), all, MOST_IN_FLIGHT))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> Rows.message(row, vault)).toList())
                .chain(held -> InTurn.each(held, clearance::again));
    }

    /** Looks after the claims that never ended, the notices that were never heard of, and what a status told before us. */
    @UntilShutdown
    @Scheduled(every = "${onrecord.sending.sweep-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return pool.preparedQuery("update outbound_message set state = 'UNCERTAIN' where state = 'CLAIMED' and claimed_at < $1")
                .execute(Tuple.of(before(config.lease())))
                .chain(() -> pool.preparedQuery("""
                        update outbound_message set state = 'QUEUED', due_at = $2, repeated = true
                        where state = 'UNCERTAIN' and kind = 'NOTICE' and claimed_at < $1 and not repeated""")
                        .execute(Tuple.of(before(config.noticePatience()), now())))
                .chain(outcomes::publishWhatIsLeft).ifNoItem().after(LONGEST).fail();
    }

    private Uni<List<OutboundMessage>> claim(List<Channel> open) {
        var paces = Columns.of(open).text(Channel::name).number(Channel::messagesPerSecond)
                .number(channel -> underWay.roomOf(channel.name())).tuple();
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(now(), paces.getValue(0), paces.getValue(1), paces.getValue(2)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> Rows.message(row, vault)).toList());
    }

    private void sendInItsOwnContext(OutboundMessage message) {
        underWay.take(message.channel);
        OwnContext.run(() -> send(message)).ifNoItem().after(LONGEST).fail().subscribe()
                .with(done -> underWay.free(message.channel), failure -> {
                    underWay.free(message.channel);
                    LOG.errorf("Nobody knows yet whether message %s was sent: %s", message.id,
                            failure.getClass().getSimpleName());
                });
    }

    private Uni<Void> send(OutboundMessage message) {
        return clearance.of(message).chain(attempt -> attempt.map(this::attempt).orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> attempt(Attempt attempt) {
        var provider = providers.of(attempt.channel());
        var message = attempt.message();
        var medium = attempt.channel().medium(message.business, message.network);
        var recipient = provider.recipient(message.business, medium, attempt.identifiers());
        var sent = recipient.map(to -> provider.send(attempt.channel(),
                new Outgoing(message.business, to, medium, message.content(), message.id.toString())))
                .orElseGet(() -> Uni.createFrom().item(new SendOutcome.NotTaken("unreachable", Remedy.UNREACHABLE)));
        return sent.invoke(outcome -> circuits.ended(attempt.channel(), outcome, clock.instant()))
                .chain(outcome -> outcomes.record(attempt, outcome));
    }

    private OffsetDateTime now() {
        return Columns.offset(clock.instant());
    }

    private OffsetDateTime before(Duration age) {
        return Columns.offset(clock.instant().minus(age));
    }
}
