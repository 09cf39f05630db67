package eu.onrecord.archive.perusal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import eu.onrecord.archive.conversation.ConversationState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;

/** What a search tells of a conversation, whether it may be read or not: nothing that was said. */
@RegisterForReflection
public record Found(UUID id, String legalEntity, String channel, String state, Instant openedAt, Instant lastAt) {

    static Found of(Row row) {
        return new Found(row.getUUID("id"), row.getString("legal_entity"), row.getString("channel"),
                ConversationState.valueOf(row.getString("state")).word(), instant(row, "opened_at"), last(row));
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
