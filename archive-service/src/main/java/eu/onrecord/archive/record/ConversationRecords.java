package eu.onrecord.archive.record;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The records of conversations, a page at a time, whatever anybody has done in them. Whoever answers with them has recorded
 * before that somebody reads them.
 */
@ApplicationScoped
public class ConversationRecords {
    /** How often it goes on over what is not read by itself before a page ends. */
    private static final int MOST_ROUNDS = 8;
    private static final int LEAST_EXAMINED = 100;
    /**
     * All of its threads' time with this holder: what nobody understands, or can open any more, may be older than the first
     * that says when it opened.
     */
    private static final String OF_CONVERSATION = """
             where r.scope = any(array(select thread from conversation_thread where conversation_id = $1))
            and r.thread is not null
            and exists (select 1 from conversation_thread e where e.conversation_id = $1 and e.thread = r.scope
            and r.occurred_at >= e.since and r.occurred_at < e.until)
            and (r.legal_entity = (select legal_entity from conversation where id = $1) or r.legal_entity is null
            and not exists (select 1 from conversation_thread other where other.thread = r.scope
            and other.conversation_id <> $1 and r.occurred_at >= other.since and r.occurred_at < other.until))""";
    /**
     * What is done to a message is read with it, unless the message is not here, and so are its files; what came twice, once.
     */
    private static final String READ_BY_ITSELF = """
             not exists (select 1 from mention m join mention o on o.hash = m.hash and o.role = 'IS'
            join conversation_thread t on t.thread = o.scope and t.conversation_id = $1
            and o.occurred_at >= t.since and o.occurred_at < t.until
            where m.record_id = r.id and o.record_id <> r.id
            and exists (select 1 from record x where x.occurred_at = o.occurred_at and x.id = o.record_id) and (m.role = 'ABOUT'
            or (o.occurred_at, o.recorded_at, o.record_id) < (r.occurred_at, r.recorded_at, r.id))
            and not ((o.occurred_at, o.recorded_at, o.record_id) <= ($2, $3, $4)
            and ($6::text::xid8 <= o.written or $6::text::xid8 <= m.written or $6::text::xid8 <= t.written)
            and greatest(o.written, m.written, t.written) < pg_snapshot_xmax(pg_current_snapshot())))
            and not exists (select 1 from media f where f.file_record = r.id)""";
    private static final String EACH = "select r.id, r.occurred_at, r.recorded_at, true as by_itself";
    private static final String BY_THEMSELVES = "select r.id, r.occurred_at, r.recorded_at," + READ_BY_ITSELF
            + " as by_itself";
    private static final String SPEAK_OF = """
             and (r.occurred_at, r.id) in (select occurred_at, record_id from mention
            where hash = any($2) and role = any($3))""";

    /** Thread by thread, each by its index, so that no more is read than is asked for. */
    private static final String IN_ORDER = """
             from (select r.* from conversation_thread t cross join lateral (
            select r.id, r.occurred_at, r.recorded_at from record r where r.scope = t.thread and r.thread is not null
            and (r.legal_entity = t.legal_entity or r.legal_entity is null
            and not exists (select 1 from conversation_thread other where other.thread = r.scope
            and other.conversation_id <> $1 and r.occurred_at >= other.since and r.occurred_at < other.until))
            and r.occurred_at >= greatest(t.since, $2)
            and r.occurred_at < t.until
            and (r.occurred_at, r.recorded_at, r.id) > ($2, $3, $4)
            order by r.occurred_at, r.recorded_at, r.id limit $5) r
            where t.conversation_id = $1 order by r.occurred_at, r.recorded_at, r.id limit $5) r
            order by r.occurred_at, r.recorded_at, r.id""";

    private final Pool pool;
    private final Opening opening;

    ConversationRecords(Pool pool, Opening opening) {
        this.pool = pool;
        this.opening = opening;
    }

    /** How the records of a page are chosen. */
    public enum View {
        /** What is done to a message, and its copies, are read with it. */
        MESSAGES,
        /** Each record by itself, in the order in which it happened: nothing is left out of any page. */
        RECORDS
    }

    /** Where records stand that are read by themselves, and how far it was looked. */
    private record Examined(List<Cursor> places, Cursor last, boolean isEnd) {
        Examined with(RowSet<Row> rows, int count) {
            var all = new ArrayList<>(places);
            var end = last;
            for (var row : rows) {
                end = new Cursor(Opening.time(row, "occurred_at"), Opening.time(row, "recorded_at"), row.getUUID("id"),
                        last.horizon());
                if (row.getBoolean("by_itself")) {
                    all.add(end);
                }
            }
            return new Examined(all, end, rows.size() < count);
        }
    }

    /** Before everything, for whoever begins to read now. */
    public Uni<Cursor> start() {
        return pool.query("select pg_snapshot_xmin(pg_current_snapshot())::text as horizon").execute()
                .map(rows -> Cursor.start(Long.parseUnsignedLong(rows.iterator().next().getString("horizon"))));
    }

    /**
     * Those that are read by themselves, in the order in which it happened: at most so many behind a place, and no more than
     * can be held at once.
     */
    public Uni<Page> page(UUID conversation, View view, Cursor after, int limit) {
        return examine(conversation, view, new Examined(List.of(), after, false), limit, 1).chain(it -> {
            var places = it.places().subList(0, Math.min(limit, it.places().size()));
            var next = it.places().size() > limit ? places.get(limit - 1) : it.isEnd() ? null : it.last();
            return places.isEmpty() ? Uni.createFrom().item(new Page(List.of(), next)) : open(places, next, after);
        });
    }

    /** Counts records before it asks how they are read: what is read with others may be very many. */
    private Uni<Examined> examine(UUID conversation, View view, Examined before, int limit, int round) {
        var after = before.last();
        var count = Math.max(limit - before.places().size() + 1, LEAST_EXAMINED);
        var place = Tuple.of(conversation, Opening.utc(after.occurredAt()), Opening.utc(after.recordedAt()), after.id(), count);
        return (view == View.RECORDS ? pool.preparedQuery(EACH + IN_ORDER).execute(place)
                : pool.preparedQuery(BY_THEMSELVES + IN_ORDER)
                        .execute(place.addString(Long.toUnsignedString(after.horizon()))))
                .map(rows -> before.with(rows, count))
                .chain(it -> it.places().size() > limit || it.isEnd() || round == MOST_ROUNDS ? Uni.createFrom().item(it)
                        : examine(conversation, view, it, limit, round + 1));
    }

    private Uni<Page> open(List<Cursor> places, Cursor next, Cursor after) {
        return opening.extract(Opening.COLUMNS + " where r.occurred_at = any($1) and r.id = any($2)",
                Tuple.of(places.stream().map(it -> Opening.utc(it.occurredAt())).distinct().toArray(OffsetDateTime[]::new),
                        places.stream().map(Cursor::id).toArray(UUID[]::new)))
                .map(it -> new Page(it.records(), it.isCut() ? after.at(it.records().get(it.records().size() - 1)) : next));
    }

    /**
     * Those that speak of messages, in the order in which it happened.
     *
     * @param messages by keyed hashes
     * @param roles what the records are to them
     */
    public Uni<Extract> about(UUID conversation, Buffer[] messages, String[] roles, int limit) {
        return messages.length == 0 ? Uni.createFrom().item(new Extract(List.of(), false))
                : opening.extract(Opening.COLUMNS + OF_CONVERSATION + SPEAK_OF + Opening.ORDER + " limit $4",
                        Tuple.of(conversation, messages, roles, limit)).map(it -> it.ofAtMost(limit));
    }

    /** Those that speak of the same messages as these do, in the order in which it happened. */
    public Uni<Extract> beside(UUID conversation, List<UUID> ids, int limit) {
        return opening.extract(Opening.COLUMNS + OF_CONVERSATION + """
                 and (r.occurred_at, r.id) in (select m.occurred_at, m.record_id from mention m
                where m.hash in (select hash from mention where record_id = any($2)))""" + Opening.ORDER + " limit $3",
                Tuple.of(conversation, ids.toArray(UUID[]::new), limit)).map(it -> it.ofAtMost(limit));
    }
}
