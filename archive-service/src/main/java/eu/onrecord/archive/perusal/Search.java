package eu.onrecord.archive.perusal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.conversation.ConversationState;
import eu.onrecord.archive.seal.LookupKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Finds conversations by who and when; never by what was said: there is no index of content. */
@ApplicationScoped
class Search {
    private static final String BY_CUSTOMER = """
            select c.* from conversation_identifier i join conversation c on c.id = i.conversation_id
            where i.hash = $5 and i.legal_entity = any($1) and c.legal_entity = i.legal_entity""";
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

    /** What a search tells of a conversation, whether it may be read or not: nothing that was said. */
    @RegisterForReflection
    record Found(UUID id, String legalEntity, String channel, String state, Instant openedAt, Instant lastAt) {
        private static Found of(Row row) {
            return new Found(row.getUUID("id"), row.getString("legal_entity"), row.getString("channel"),
                    ConversationState.valueOf(row.getString("state")).word(), instant(row, "opened_at"),
                    last(row));
        }

        /** It is told to the hour, which may have begun before the conversation did. */
        private static Instant last(Row row) {
            var opened = instant(row, "opened_at");
            var last = instant(row, "last_at");
            return last.isBefore(opened) ? opened : last;
        }

        private static Instant instant(Row row, String column) {
            return row.get(OffsetDateTime.class, column).toInstant();
        }
    }

    /**
     * Newest first: by their end, or where {@code to} is given by their beginning; every criterion may be null.
     *
     * @param phone E.164
     * @param from conversations in which something happened at this time or later, or up to an hour before: so exactly is
     *        the end of one known
     * @param to conversations that were opened before
     * @param legalEntities whose conversations may be seen
     */
    Uni<List<Found>> find(String phone, Instant from, Instant to, ConversationState state, int limit,
            Set<String> legalEntities) {
        var criteria = CRITERIA + (state == null ? "" : " and c.state = '" + state.name() + "'");
        var order = " order by c." + (to == null ? "last_at" : "opened_at") + " desc, c.id limit $4";
        var period = Tuple.of(legalEntities.toArray(String[]::new), utc(from), utc(to), limit);
        return (phone == null ? pool.preparedQuery(OF_EACH + criteria + order + ") c" + order).execute(period)
                : pool.preparedQuery(BY_CUSTOMER + criteria + order)
                        .execute(period.addValue(Buffer.buffer(lookupKey.hash(phone)))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Found::of).toList());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
