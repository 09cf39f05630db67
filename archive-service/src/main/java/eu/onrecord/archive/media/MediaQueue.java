package eu.onrecord.archive.media;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Media;
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

    /** Every file of the event's message; none if it has no message or no file. */
    public Uni<Void> want(SqlConnection transaction, UUID recordId, ChatEvent event) {
        var files = event.message() == null ? List.<Media> of() : event.message().files();
        var wanted = IntStream.range(0, files.size()).mapToObj(ordinal -> Tuple.from(new Object[] { UUID.randomUUID(), recordId,
                event.thread().value(), event.channel(), files.get(ordinal).id(), files.get(ordinal).mimeType(),
                files.get(ordinal).sha256(), clock.instant().atOffset(ZoneOffset.UTC), ordinal })).toList();
        return wanted.isEmpty() ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(
                                """
                                        insert into media (id, record_id, scope, channel, provider_id, mime_type, expected_sha256, state, attempts,
                                        due_at, ordinal) values ($1, $2, $3, $4, $5, $6, $7, 'WANTED', 0, $8, $9)""")
                        .executeBatch(wanted)
                        .replaceWithVoid();
    }
}
