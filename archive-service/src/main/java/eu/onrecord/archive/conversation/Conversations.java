package eu.onrecord.archive.conversation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.conversation.Changes.Change;
import eu.onrecord.archive.seal.LookupKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Keeps conversations up with what is recorded, a batch at a time. The topics have no order between them, events may be told
 * again, and other pods do the same: what comes out is the same. Legal entities are never mixed: a thread of two is two
 * conversations.
 */
@ApplicationScoped
public class Conversations {
    /** Whoever links holds it alone, all others together: while threads move between conversations nobody looks one up. */
    private static final long LINKING = 0x6c69_6e6b_696e_67L;

    private final LookupKey lookupKey;

    Conversations(LookupKey lookupKey) {
        this.lookupKey = lookupKey;
    }

    /** What a conversation is found by. */
    private record Known(String legalEntity, String identifier, UUID conversation) {
    }

    /**
     * In the transaction: opens what is new, and changes what the news change.
     *
     * @return the threads whose records are to be heard again: of those another holder was told
     */
    public Uni<List<OwnedThread>> hear(SqlConnection transaction, List<News> news) {
        if (news.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var links = news.stream().filter(it -> !it.linked().isEmpty()).toList();
        var separations = separations(news);
        var threads = threads(news);
        return lock(transaction, !links.isEmpty() || !separations.isEmpty()).chain(() -> Epochs.open(transaction, threads))
                .chain(() -> Links.remember(transaction, links))
                .chain(() -> Epochs.separate(transaction, separations)).chain(apart -> {
                    var all = Stream.concat(news.stream(), apart.lostProofs().stream()).toList();
                    return Epochs.of(transaction, threads(all)).chain(epochs -> open(transaction, all, epochs)
                            .chain(() -> change(transaction, all, epochs)).chain(() -> link(transaction, links, epochs)))
                            .replaceWith(apart.threads());
                });
    }

    /** Those of the news that say whose a thread is, before anything else is heard: so that nothing has to be made anew. */
    public static Uni<Void> separate(SqlConnection transaction, List<News> news) {
        var separations = separations(news);
        return Epochs.open(transaction, threads(separations)).chain(() -> Epochs.separate(transaction, separations))
                .replaceWithVoid();
    }

    /**
     * What showed that a customer was told is another record now.
     *
     * @param records from what it was to what it is
     */
    public static Uni<Void> proofIs(SqlConnection transaction, Map<UUID, UUID> records) {
        var all = List.copyOf(records.entrySet());
        return transaction.preparedQuery("""
                update conversation c set released_by = v.anew from unnest($1::uuid[], $2::uuid[]) as v (id, anew)
                where c.released_by = v.id""")
                .execute(Columns.of(all).uuid(Map.Entry::getKey).uuid(Map.Entry::getValue).tuple()).replaceWithVoid();
    }

    private static List<News> separations(List<News> news) {
        return news.stream().filter(it -> it.separated() != null).toList();
    }

    /** Until the transaction's end nobody hears anything. */
    public static Uni<Void> hold(SqlConnection transaction) {
        return lock(transaction, true);
    }

    private static Uni<Void> lock(SqlConnection transaction, boolean alone) {
        return transaction
                .preparedQuery(alone ? "select pg_advisory_xact_lock($1)" : "select pg_advisory_xact_lock_shared($1)")
                .execute(Tuple.of(LINKING)).replaceWithVoid();
    }

    /** All that the news name, each once. */
    private static List<OwnedThread> threads(List<News> news) {
        return news.stream().flatMap(it -> named(it).map(thread -> new OwnedThread(thread, it.legalEntity()))).distinct()
                .sorted(OwnedThread.ORDER).toList();
    }

    private static Stream<String> named(News news) {
        return Stream.concat(Stream.of(news.thread()), news.linked().stream());
    }

    /** A conversation that is new, and the earliest of the news of it. */
    private record New(UUID id, News first) {
    }

    private static Uni<Void> open(SqlConnection transaction, List<News> news, Epochs epochs) {
        var first = new TreeMap<UUID, News>(ConversationId.ORDER);
        news.forEach(it -> heardIn(epochs, it).forEach(
                id -> first.merge(id, it, (one, other) -> one.at().isAfter(other.at()) ? other : one)));
        var opened = first.entrySet().stream().map(it -> new New(it.getKey(), it.getValue())).toList();
        return transaction.preparedQuery("""
                insert into conversation (id, legal_entity, channel, state, opened_at, last_at)
                select id, entity, channel, 'PENDING', at, hour
                from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
                as u (id, entity, channel, at, hour) on conflict do nothing""")
                .execute(Columns.of(opened).uuid(New::id).text(it -> it.first().legalEntity())
                        .text(it -> it.first().channel()).time(it -> it.first().at()).time(it -> hour(it.first().at())).tuple())
                .replaceWithVoid();
    }

    private Uni<Void> change(SqlConnection transaction, List<News> news, Epochs epochs) {
        var changes = Changes.of(news, it -> heardIn(epochs, it));
        var ids = List.copyOf(changes.keySet());
        return transaction.preparedQuery("select 1 from conversation where id = any($1) order by id for update")
                .execute(Columns.of(ids).uuid(id -> id).tuple())
                .chain(() -> move(transaction, ids, changes)).chain(() -> release(transaction, changes))
                .chain(() -> identify(transaction, news, epochs));
    }

    /**
     * The end of a conversation is told to the hour: to write it with each message would cost more than the message. The
     * hour's beginning, so that it is the same in whatever order the messages come.
     */
    private static Instant hour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS);
    }

    private static Uni<Void> move(SqlConnection transaction, List<UUID> ids, Map<UUID, Change> changes) {
        return transaction.preparedQuery("""
                update conversation c set opened_at = least(c.opened_at, v.first), last_at = greatest(c.last_at, v.last)
                from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as v (id, first, last)
                where c.id = v.id and (v.first < c.opened_at or v.last > c.last_at)""")
                .execute(Columns.of(ids).uuid(id -> id).time(id -> changes.get(id).first())
                        .time(id -> hour(changes.get(id).last())).tuple())
                .replaceWithVoid();
    }

    /** The first proof counts, in whatever order they come. */
    private static Uni<Void> release(SqlConnection transaction, Map<UUID, Change> changes) {
        var told = changes.entrySet().stream().filter(it -> it.getValue().toldBy() != null).toList();
        if (told.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction.preparedQuery("""
                update conversation c set state = 'RELEASED', released_at = v.at, released_by = v.proof
                from unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) as v (id, at, proof)
                where c.id = v.id and (c.state = 'PENDING' or (v.at, v.proof) < (c.released_at, c.released_by))""")
                .execute(Columns.of(told).uuid(Map.Entry::getKey).time(it -> it.getValue().toldAt())
                        .uuid(it -> it.getValue().toldBy()).tuple())
                .replaceWithVoid();
    }

    private static UUID conversation(Epochs epochs, News news) {
        return epochs.conversation(new OwnedThread(news.thread(), news.legalEntity()), news.at());
    }

    private Uni<Void> identify(SqlConnection transaction, List<News> news, Epochs epochs) {
        var known = news.stream().flatMap(it -> it.identifiers().stream().map(identifier -> new Known(it.legalEntity(),
                identifier, conversation(epochs, it))))
                .distinct().toList();
        return known.isEmpty() ? Uni.createFrom().voidItem()
                : transaction.preparedQuery("""
                        insert into conversation_identifier (legal_entity, hash, conversation_id)
                        select * from unnest($1::text[], $2::bytea[], $3::uuid[]) order by 2, 1, 3 on conflict do nothing""")
                        .execute(Columns.of(known).text(Known::legalEntity).bytes(it -> lookupKey.hash(it.identifier()))
                                .uuid(Known::conversation).tuple())
                        .replaceWithVoid();
    }

    /** Threads of another channel, or of another legal entity, are never one conversation with these. */
    private static Uni<Void> link(SqlConnection transaction, List<News> links, Epochs epochs) {
        if (links.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = links.stream().flatMap(link -> conversations(epochs, link)).distinct().toList();
        return transaction.preparedQuery("select id, channel from conversation where id = any($1)")
                .execute(Columns.of(ids).uuid(id -> id).tuple()).chain(rows -> {
                    var channels = new HashMap<UUID, String>();
                    rows.forEach(row -> channels.put(row.getUUID("id"), row.getString("channel")));
                    var merged = Changes.merged(links.stream().map(link -> conversations(epochs, link)
                            .filter(id -> link.channel().equals(channels.get(id))).distinct().toList())
                            .filter(together -> !together.isEmpty()).toList());
                    return merged.isEmpty() ? Uni.createFrom().voidItem() : merge(transaction, merged);
                });
    }

    private static Stream<UUID> heardIn(Epochs epochs, News news) {
        return Stream.concat(Stream.of(conversation(epochs, news)), conversations(epochs, news));
    }

    /** Those that a link makes one, or has made one before: told again, it is heard there as it was the first time. */
    private static Stream<UUID> conversations(Epochs epochs, News link) {
        return link.linked().stream().flatMap(thread -> epochs
                .conversation(new OwnedThread(thread, link.legalEntity()), link.at(), link.customer()).stream()).distinct();
    }

    private static Uni<Void> merge(SqlConnection transaction, Map<UUID, UUID> merged) {
        var pairs = List.copyOf(merged.entrySet());
        var parameters = Columns.of(pairs).uuid(Map.Entry::getKey).uuid(Map.Entry::getValue).tuple();
        var moving = " from unnest($1::uuid[], $2::uuid[]) as v (gone, kept) where ";
        return transaction
                .preparedQuery(
                        """
                                update conversation k set state = case when o.released_at is null then k.state else 'RELEASED' end,
                                opened_at = least(k.opened_at, o.opened_at), last_at = greatest(k.last_at, o.last_at),
                                released_by = case when o.released_at is null or (k.released_at, k.released_by)
                                <= (o.released_at, o.released_by) then k.released_by else o.released_by end, released_at = least(k.released_at, o.released_at)
                                from (select v.kept, min(c.opened_at) as opened_at, max(c.last_at) as last_at,
                                min(c.released_at) as released_at,
                                (array_agg(c.released_by order by c.released_at, c.released_by) filter (where c.released_by is not null))[1] as released_by
                                from unnest($1::uuid[], $2::uuid[]) as v (gone, kept) join conversation c on c.id = v.gone group by v.kept) o
                                where k.id = o.kept""")
                .execute(parameters)
                .chain(() -> transaction.preparedQuery(
                        "update conversation_thread t set conversation_id = v.kept, written = pg_current_xact_id()" + moving
                                + "t.conversation_id = v.gone")
                        .execute(parameters))
                .chain(() -> transaction.preparedQuery("""
                        insert into conversation_identifier (legal_entity, hash, conversation_id)
                        select i.legal_entity, i.hash, v.kept from conversation_identifier i
                        join unnest($1::uuid[], $2::uuid[]) as v (gone, kept) on v.gone = i.conversation_id
                        on conflict do nothing""").execute(parameters))
                .chain(() -> transaction.preparedQuery("delete from conversation_identifier where conversation_id = any($1)")
                        .execute(Columns.of(pairs).uuid(Map.Entry::getKey).tuple()))
                .chain(() -> transaction.preparedQuery("update conversation c set merged_into = v.kept" + moving
                        + "c.merged_into = v.gone").execute(parameters))
                .chain(() -> transaction.preparedQuery("update conversation c set merged_into = v.kept" + moving
                        + "c.id = v.gone").execute(parameters))
                .replaceWithVoid();
    }
}
