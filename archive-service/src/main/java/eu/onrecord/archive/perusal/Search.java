package eu.onrecord.archive.perusal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.faulttolerance.Bulkhead;

import eu.onrecord.archive.conversation.ConversationState;
import eu.onrecord.archive.seal.LookupKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** Finds conversations by who and when; never by what was said: there is no index of content. */
@ApplicationScoped
class Search {
    /** Of the connections to the database, most are for what is recorded. */
    private static final int AT_ONCE = 6;
    private static final int MOST_WAITING = 256;
    private static final String BY_CUSTOMER = """
            select c.* from conversation c where c.id = any(array(select i.conversation_id from conversation_identifier i
            where i.hash = any($5) and i.legal_entity = any($1))) and c.legal_entity = any($1)""";
    /** Each legal entity has its own order in the index. */
    private static final String OF_EACH = """
            select c.* from unnest($1::text[]) as e (entity)
            cross join lateral (select * from conversation c where c.legal_entity = e.entity""";
    private static final String CRITERIA = """
             and c.merged_into is null and c.last_at >= coalesce($2::timestamptz - interval '1 hour', '-infinity')
            and c.opened_at < coalesce($3::timestamptz, 'infinity')""";

    private final Pool pool;
    private final LookupKey lookupKey;

    Search(Pool pool, LookupKey lookupKey) {
        this.pool = pool;
        this.lookupKey = lookupKey;
    }

    /**
     * Newest first: by their end, or where {@code to} is given by their beginning.
     *
     * @param criteria of which there is one at least; the end of a conversation is known to the hour
     * @param legalEntities whose conversations may be seen
     * @param asker whoever is gone when it is their turn keeps nobody from theirs
     */
    @Bulkhead(value = AT_ONCE, waitingTaskQueue = MOST_WAITING)
    Uni<List<Found>> find(Criteria criteria, int limit, Set<String> legalEntities, Asker asker) {
        return asker.present().chain(() -> find(criteria, limit, legalEntities));
    }

    private Uni<List<Found>> find(Criteria criteria, int limit, Set<String> legalEntities) {
        var where = CRITERIA + (criteria.state() == null ? "" : " and c.state = '" + criteria.state().name() + "'");
        var order = " order by c." + (criteria.to() == null ? "last_at" : "opened_at") + " desc, c.id limit $4";
        var period = Tuple.of(legalEntities.toArray(String[]::new), utc(criteria.from()), utc(criteria.to()), limit);
        return found(criteria.customer() == null
                ? pool.preparedQuery(OF_EACH + where + order + ") c" + order).execute(period)
                : pool.preparedQuery(BY_CUSTOMER + where + order).execute(period.addValue(criteria.customer().stream()
                        .map(it -> Buffer.buffer(lookupKey.hash(it))).toArray(Buffer[]::new))));
    }

    /** What a reader read last, the latest first; what was taken in by another is found there. */
    Uni<List<Found>> lastRead(Buffer reader, ConversationState state, int limit, Set<String> legalEntities) {
        return found(pool.preparedQuery("""
                select c.* from (select coalesce(k.merged_into, k.id) as id, max(l.read_at) as read_at from last_read l
                join conversation k on k.id = l.conversation_id where l.reader = $1 group by 1) l
                join conversation c on c.id = l.id where c.legal_entity = any($2) and c.state = coalesce($4, c.state)
                order by l.read_at desc limit $3""")
                .execute(Tuple.of(reader, legalEntities.toArray(String[]::new), limit, state == null ? null : state.name())));
    }

    /** One thread of each conversation, of those that are its still; what is sealed now is sealed under its key. */
    Uni<Map<UUID, String>> threads(List<UUID> conversations) {
        return pool.preparedQuery("""
                select conversation_id, min(thread) as thread from conversation_thread where conversation_id = any($1)
                and until > now() group by conversation_id""").execute(Tuple.of((Object) conversations.toArray(UUID[]::new)))
                .map(rows -> {
                    var threads = new HashMap<UUID, String>();
                    rows.forEach(row -> threads.put(row.getUUID("conversation_id"), row.getString("thread")));
                    return threads;
                });
    }

    private static Uni<List<Found>> found(Uni<RowSet<Row>> rows) {
        return rows.map(all -> StreamSupport.stream(all.spliterator(), false).map(Found::of).toList());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
