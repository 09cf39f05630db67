package eu.onrecord.archive.media;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.contract.chat.ChatEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Notes files that are to be fetched, in the transaction that records the message. */
@ApplicationScoped
public class MediaQueue {
    private final Clock clock;

    MediaQueue(Clock clock) {
        this.clock = clock;
    }

    /** The event's message has a file. */
    public Uni<Void> want(SqlConnection transaction, UUID recordId, ChatEvent event) {
        var file = event.message().media();
        return transaction.preparedQuery("""
                insert into media (id, record_id, scope, channel, provider_id, mime_type, expected_sha256, state, attempts,
                due_at) values ($1, $2, $3, $4, $5, $6, $7, 'WANTED', 0, $8)""")
                .execute(Tuple.from(new Object[] { UUID.randomUUID(), recordId, event.thread().value(), event.channel(),
                        file.id(), file.mimeType(), file.sha256(), clock.instant().atOffset(ZoneOffset.UTC) }))
                .replaceWithVoid();
    }
}
