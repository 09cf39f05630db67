package eu.onrecord.archive.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.conversation.Conversations;
import eu.onrecord.archive.conversation.Identifiers;
import eu.onrecord.archive.conversation.News;
import eu.onrecord.archive.conversation.OwnedThread;
import eu.onrecord.archive.lane.Lanes;
import eu.onrecord.archive.media.MediaQueue;
import eu.onrecord.archive.mention.Mentions;
import eu.onrecord.archive.record.Recorded;
import eu.onrecord.archive.record.Records;
import eu.onrecord.archive.seal.Scope;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.consent.DisclosureState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * What follows from records: conversations open, are linked and released, files are wanted. A step of its own, behind the
 * recording: it is tried until it is done, and whatever goes wrong with it, the record is there.
 */
@ApplicationScoped
public class Following {
    private static final Logger LOG = Logger.getLogger(Following.class);
    /** Until then whoever recorded it does it. */
    private static final Duration HEAD_START = Duration.ofSeconds(30);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final int BATCH = 200;
    private static final Instant FIRST = Instant.parse("2009-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
    private static final int MOST_COUNTED = 1_000;

    private final Pool pool;
    private final Records records;
    private final Conversations conversations;
    private final Mentions mentions;
    private final MediaQueue media;
    private final Lanes lanes;
    private final Clock clock;
    private final AtomicLong overdue = new AtomicLong();

    Following(Pool pool, Records records, Conversations conversations, Mentions mentions, MediaQueue media, Lanes lanes,
            Clock clock, MeterRegistry registry) {
        this.pool = pool;
        this.records = records;
        this.conversations = conversations;
        this.mentions = mentions;
        this.media = media;
        this.lanes = lanes;
        this.clock = clock;
        Gauge.builder("onrecord.following.overdue", overdue, AtomicLong::get)
                .description("records from which follows what is not done yet").register(registry);
    }

    void start(@Observes StartupEvent event) {
        lanes.start("What follows from records", PACE, this::catchUp);
    }

    /** Whether something follows: of what is of a thread, and of a legal entity's channel, a conversation opens at least. */
    public static boolean isFollowed(Recorded recorded) {
        var item = recorded.item();
        return item.legalEntity() != null && item.channel() != null && Scope.isThread(item.scope().name());
    }

    /** In the transaction that makes the records: something follows from them. */
    Uni<Void> note(SqlConnection transaction, List<Recorded> recorded) {
        var followed = recorded.stream().filter(Following::isFollowed).toList();
        return followed.isEmpty() ? Uni.createFrom().voidItem()
                : transaction.preparedQuery("""
                        insert into following (record_id, occurred_at, due_at)
                        select id, at, $3 from unnest($1::uuid[], $2::timestamptz[]) as u (id, at)""")
                        .execute(Columns.of(followed).uuid(Recorded::id).time(it -> it.item().ownTime().at())
                                .all(now().plus(HEAD_START)).tuple())
                        .replaceWithVoid();
    }

    /** All of it, in one transaction; done twice it changes nothing. */
    Uni<Void> follow(Map<Recorded, Arrival> arrivals) {
        return pool.withTransaction(transaction -> follow(transaction, arrivals)
                .chain(() -> transaction.preparedQuery("delete from following where record_id = any($1)")
                        .execute(Tuple.of((Object) arrivals.keySet().stream().map(Recorded::id).toArray(UUID[]::new))))
                .replaceWithVoid());
    }

    /**
     * What follows from these records, in the transaction, whether it is done already or not.
     *
     * @param recorded all of which something follows from
     */
    public Uni<Void> follow(SqlConnection transaction, List<Recorded> recorded) {
        var arrivals = new LinkedHashMap<Recorded, Arrival>();
        recorded.forEach(it -> arrivals.put(it, Arrival.again(it.item())));
        return follow(transaction, arrivals);
    }

    /**
     * Whose a thread is since when, as these records say, before anything else follows from any.
     *
     * @param recorded all of which something follows from
     */
    public Uni<Void> separate(SqlConnection transaction, List<Recorded> recorded) {
        return Conversations.separate(transaction,
                recorded.stream().flatMap(it -> news(it, Arrival.again(it.item())).stream()).toList());
    }

    private Uni<Void> follow(SqlConnection transaction, Map<Recorded, Arrival> arrivals) {
        var chats = new LinkedHashMap<Recorded, ChatEvent>();
        // what concerns the business account and no customer is no conversation
        arrivals.forEach((recorded, arrival) -> Optional.ofNullable(arrival.chat())
                .filter(event -> event.customer() != null).ifPresent(event -> chats.put(recorded, event)));
        var news = arrivals.entrySet().stream().flatMap(it -> news(it.getKey(), it.getValue()).stream()).toList();
        return conversations.hear(transaction, news).chain(again -> hearAgain(transaction, again))
                .chain(() -> mentions.add(transaction, chats))
                .chain(() -> media.want(transaction, chats))
                .chain(() -> media.settle(transaction, arrivals.keySet()));
    }

    /** All that was recorded of them, as if it were not done; what nobody can open tells nothing more. */
    private Uni<Void> hearAgain(SqlConnection transaction, List<OwnedThread> threads) {
        return threads.isEmpty() ? Uni.createFrom().voidItem()
                : transaction.preparedQuery("""
                        insert into following (record_id, occurred_at, due_at) select r.id, r.occurred_at, $3
                        from unnest($1::text[], $2::text[]) as t (thread, entity)
                        cross join lateral (select * from record r where r.scope = t.thread and r.legal_entity = t.entity
                        and r.channel is not null and not exists (select from lost_report l where l.record_id = r.id
                        and l.state in ('THERE', 'GONE')) order by r.occurred_at, r.recorded_at, r.id) r
                        on conflict do nothing""")
                        .execute(Columns.of(threads).text(OwnedThread::thread).text(OwnedThread::legalEntity).all(now())
                                .tuple())
                        .replaceWithVoid();
    }

    /** Nothing follows from these any more: nobody can open them. */
    public static Uni<Void> forget(SqlConnection transaction, UUID[] records) {
        return transaction.preparedQuery("delete from following where record_id = any($1)").execute(Tuple.of((Object) records))
                .replaceWithVoid();
    }

    /** What follows from these is done, as if it were not done before. */
    public Uni<Void> again(SqlConnection transaction, Map<UUID, Instant> ownTimes) {
        return transaction.preparedQuery("""
                insert into following (record_id, occurred_at, due_at) select r.id, r.occurred_at, $3 from record r
                where r.occurred_at = any($1) and r.id = any($2) and r.thread is not null and r.legal_entity is not null
                and r.channel is not null on conflict do nothing""")
                .execute(Tuple.of(ownTimes.values().stream().map(Columns::offset).toArray(OffsetDateTime[]::new),
                        ownTimes.keySet().toArray(UUID[]::new), now()))
                .replaceWithVoid();
    }

    private static Optional<News> news(Recorded recorded, Arrival arrival) {
        if (arrival.chat() != null) {
            return ofChat(recorded, arrival.chat());
        }
        if (arrival.consent() != null) {
            return ofConsent(recorded, arrival.consent());
        }
        // whoever sent the file told all that follows of a conversation
        return MediaQueue.isOfFile(recorded) ? Optional.empty() : Optional.of(ofWhatIsNotUnderstood(recorded));
    }

    private static News ofWhatIsNotUnderstood(Recorded recorded) {
        var item = recorded.item();
        return new News(item.scope().name(), item.legalEntity(), item.channel(), item.ownTime().at(), List.of(), null,
                List.of());
    }

    private static Optional<News> ofChat(Recorded recorded, ChatEvent event) {
        return Optional.ofNullable(event.customer()).map(customer -> new News(event.thread().value(), event.legalEntity(),
                event.channel(), recorded.item().ownTime().at(),
                Identifiers.of(customer), null, List.of()));
    }

    /** Of whom only the CRM knows there is no conversation. */
    private static Optional<News> ofConsent(Recorded recorded, ConsentEvent event) {
        if (event.channel().equals(ConsentEvent.NO_CHANNEL)) {
            return Optional.empty();
        }
        var linked = event.change() == Change.THREADS_LINKED && event.threads() != null ? event.threads()
                : List.<ThreadId> of();
        return Optional.of(new News(event.thread().value(), event.legalEntity(), event.channel(),
                recorded.item().ownTime().at(), List.of(), isTold(event) ? recorded.id() : null,
                linked.stream().map(ThreadId::value).toList(), event.customer(), separated(event)));
    }

    /** A moment that nobody can have meant is none. */
    private static Instant separated(ConsentEvent event) {
        return event.change() == Change.CUSTOMERS_SEPARATED && event.since() != null && event.since().isAfter(FIRST)
                && event.since().isBefore(LAST) ? event.since() : null;
    }

    /** Whether the customer is known to have been told, here or before they came here. */
    private static boolean isTold(ConsentEvent event) {
        return event.change() == Change.DISCLOSURE_CHANGED
                && DisclosureState.of(event.state()).filter(DisclosureState::isTold).isPresent();
    }

    /** What was not done when it was recorded, each by itself, so that none keeps another from being done. */
    private Uni<Void> catchUp() {
        return pool.preparedQuery("""
                update following f set attempts = attempts + 1,
                due_at = $1 + least(interval '1 hour', interval '1 second' * power(2, least(attempts, 12)))
                where f.record_id = any(array(select record_id from following where due_at <= $1 order by due_at limit $2
                for update skip locked)) returning f.record_id""").execute(Tuple.of(now(), BATCH))
                .chain(rows -> {
                    var ids = new ArrayList<UUID>();
                    rows.forEach((Row row) -> ids.add(row.getUUID("record_id")));
                    return ids.isEmpty() ? Uni.createFrom().voidItem() : catchUp(ids);
                }).chain(this::count);
    }

    /** Of what was tried and waits for its next turn. */
    private Uni<Void> count() {
        return pool.preparedQuery("select count(*) as count from (select 1 from following where attempts > 0 limit $1) f")
                .execute(Tuple.of(MOST_COUNTED)).invoke(rows -> overdue.set(rows.iterator().next().getLong("count")))
                .replaceWithVoid();
    }

    private Uni<Void> catchUp(List<UUID> ids) {
        return records.again(ids).chain(found -> Multi.createFrom().iterable(found)
                .onItem().transformToUniAndConcatenate(this::alone).collect().asList().replaceWithVoid());
    }

    private Uni<Void> alone(Recorded recorded) {
        return Uni.createFrom().deferred(() -> follow(Map.of(recorded, Arrival.again(recorded.item()))))
                .onFailure().invoke(failure -> LOG.warnf("What follows from record %s is tried again: %s", recorded.id(),
                        failure.getClass().getSimpleName()))
                .onFailure().recoverWithNull();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
