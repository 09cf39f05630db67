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
    private static final String QUERY = """
            select c.*, (select count(*) from record r join conversation_thread t on t.thread = r.scope
            where t.conversation_id = c.id) as records
            from conversation c where c.merged_into is null and c.legal_entity = any($6)
            and ($1::bytea is null or exists (select 1 from conversation_identifier i
            where i.conversation_id = c.id and i.hash = $1))
            and ($2::timestamptz is null or c.last_at >= $2) and ($3::timestamptz is null or c.opened_at < $3)
            and ($4::text is null or c.state = $4)
            order by c.last_at desc, c.id limit $5""";

    private final Pool pool;
    private final LookupKey lookupKey;

    Search(Pool pool, LookupKey lookupKey) {
        this.pool = pool;
        this.lookupKey = lookupKey;
    }

    /** What a search tells of a conversation, whether it may be read or not: nothing that was said. */
    @RegisterForReflection
    record Found(UUID id, String legalEntity, String channel, String state, Instant openedAt, Instant lastAt, long records) {
        private static Found of(Row row) {
            return new Found(row.getUUID("id"), row.getString("legal_entity"), row.getString("channel"),
                    ConversationState.valueOf(row.getString("state")).word(), instant(row, "opened_at"),
                    instant(row, "last_at"), row.getLong("records"));
        }

        private static Instant instant(Row row, String column) {
            return row.get(OffsetDateTime.class, column).toInstant();
        }
    }

    /**
     * Newest first; every criterion may be null.
     *
     * @param phone E.164
     * @param from conversations in which something happened at this time or later
     * @param to conversations that were opened before
     * @param legalEntities whose conversations may be seen
     */
    Uni<List<Found>> find(String phone, Instant from, Instant to, ConversationState state, int limit,
            Set<String> legalEntities) {
        return pool.preparedQuery(QUERY)
                .execute(Tuple
                        .from(new Object[] { phone == null ? null : Buffer.buffer(lookupKey.hash(phone)), utc(from), utc(to),
                                state == null ? null : state.name(), limit, legalEntities.toArray(String[]::new) }))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Found::of).toList());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
