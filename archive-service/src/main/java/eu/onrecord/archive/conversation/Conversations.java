package eu.onrecord.archive.conversation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** A thread of a legal entity. */
    private record Owned(String thread, String legalEntity) {
        UUID opened() {
            return ConversationId.of(thread, legalEntity);
        }
    }

    /** What a conversation is found by. */
    private record Known(String legalEntity, String identifier, UUID conversation) {
    }

    /** What is known of a thread. */
    private record Placed(UUID conversation, String channel) {
    }

    /** In the transaction: opens what is new, and changes what the news change. */
    public Uni<Void> hear(SqlConnection transaction, List<News> news) {
        if (news.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var links = news.stream().filter(it -> !it.linked().isEmpty()).toList();
        return lock(transaction, !links.isEmpty()).chain(() -> open(transaction, news))
                .chain(() -> placed(transaction, threads(news)))
                .chain(placed -> change(transaction, news, placed).chain(() -> link(transaction, links, placed)));
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
    private static List<Owned> threads(List<News> news) {
        return news.stream().flatMap(it -> Stream.concat(Stream.of(it.thread()), it.linked().stream())
                .map(thread -> new Owned(thread, it.legalEntity()))).distinct()
                .sorted(Comparator.comparing(Owned::thread).thenComparing(Owned::legalEntity)).toList();
    }

    /** The ids are made of the threads, so whoever opens the same opens the same. */
    private static Uni<Void> open(SqlConnection transaction, List<News> news) {
        var first = new HashMap<Owned, News>();
        news.forEach(it -> Stream.concat(Stream.of(it.thread()), it.linked().stream())
                .forEach(thread -> first.merge(new Owned(thread, it.legalEntity()), it,
                        (one, other) -> one.at().isAfter(other.at()) ? other : one)));
        var threads = threads(news);
        return transaction.preparedQuery("""
                insert into conversation (id, legal_entity, channel, state, opened_at, last_at)
                select id, entity, channel, 'PENDING', at, hour
                from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
                as u (id, entity, channel, at, hour) on conflict do nothing""")
                .execute(Columns.of(threads).uuid(Owned::opened).text(Owned::legalEntity).text(it -> first.get(it).channel())
                        .time(it -> first.get(it).at()).time(it -> hour(first.get(it).at())).tuple())
                .chain(() -> transaction.preparedQuery("""
                        insert into conversation_thread (thread, legal_entity, conversation_id)
                        select * from unnest($1::text[], $2::text[], $3::uuid[]) on conflict do nothing""")
                        .execute(Columns.of(threads).text(Owned::thread).text(Owned::legalEntity).uuid(Owned::opened).tuple()))
                .replaceWithVoid();
    }

    private static Uni<Map<Owned, Placed>> placed(SqlConnection transaction, List<Owned> threads) {
        return transaction.preparedQuery("""
                select t.thread, t.legal_entity, t.conversation_id, c.channel from conversation_thread t
                join conversation c on c.id = t.conversation_id where t.thread = any($1)""")
                .execute(Columns.of(threads).text(Owned::thread).tuple()).map(rows -> {
                    var placed = new HashMap<Owned, Placed>();
                    rows.forEach(row -> placed.put(new Owned(row.getString("thread"), row.getString("legal_entity")),
                            new Placed(row.getUUID("conversation_id"), row.getString("channel"))));
                    return placed;
                });
    }

    private Uni<Void> change(SqlConnection transaction, List<News> news, Map<Owned, Placed> placed) {
        var changes = Changes.of(news, it -> placed.get(new Owned(it.thread(), it.legalEntity())).conversation());
        var ids = List.copyOf(changes.keySet());
        return transaction.preparedQuery("select 1 from conversation where id = any($1) order by id for update")
                .execute(Columns.of(ids).uuid(id -> id).tuple())
                .chain(() -> move(transaction, ids, changes)).chain(() -> release(transaction, changes))
                .chain(() -> identify(transaction, news, placed));
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

    private Uni<Void> identify(SqlConnection transaction, List<News> news, Map<Owned, Placed> placed) {
        var known = news.stream().flatMap(it -> it.identifiers().stream().map(identifier -> new Known(it.legalEntity(),
                identifier, placed.get(new Owned(it.thread(), it.legalEntity())).conversation())))
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
    private static Uni<Void> link(SqlConnection transaction, List<News> links, Map<Owned, Placed> placed) {
        var together = new ArrayList<List<UUID>>();
        for (var link : links) {
            together.add(link.linked().stream().map(thread -> placed.get(new Owned(thread, link.legalEntity())))
                    .filter(Objects::nonNull).filter(it -> it.channel().equals(link.channel())).map(Placed::conversation)
                    .distinct().toList());
        }
        var merged = Changes.merged(together.stream().filter(ids -> !ids.isEmpty()).toList());
        return merged.isEmpty() ? Uni.createFrom().voidItem() : merge(transaction, merged);
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
                .chain(() -> transaction.preparedQuery("update conversation_thread t set conversation_id = v.kept" + moving
                        + "t.conversation_id = v.gone").execute(parameters))
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
