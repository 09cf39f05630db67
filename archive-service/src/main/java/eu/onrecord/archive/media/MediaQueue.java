package eu.onrecord.archive.media;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.record.Recorded;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Media;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Notes files that are to be fetched, in the transaction that records the message. */
@ApplicationScoped
public class MediaQueue {
    private final Clock clock;

    MediaQueue(Clock clock) {
        this.clock = clock;
    }

    /** A file of a record's message. */
    private record Wanted(Recorded record, int ordinal, Media file) {
    }

    /** Every file of the events' messages; told again, it wants nothing more. */
    public Uni<Void> want(SqlConnection transaction, Map<Recorded, ChatEvent> events) {
        var wanted = events.entrySet().stream().filter(it -> it.getValue().message() != null).flatMap(it -> {
            var files = it.getValue().message().files();
            return IntStream.range(0, files.size()).mapToObj(i -> new Wanted(it.getKey(), i, files.get(i)));
        }).toList();
        return wanted.isEmpty() ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(
                                """
                                        insert into media (id, record_id, occurred_at, scope, legal_entity, channel, provider_id, mime_type,
                                        expected_sha256, ordinal, state, attempts, due_at)
                                        select *, 'WANTED', 0, $11 from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[],
                                        $6::text[], $7::text[], $8::text[], $9::text[], $10::int[]) on conflict do nothing""")
                        .execute(Columns.of(wanted).uuid(it -> UUID.randomUUID()).uuid(it -> it.record().id())
                                .time(it -> it.record().item().ownTime().at()).text(it -> it.record().item().scope().name())
                                .text(it -> it.record().item().legalEntity()).text(it -> it.record().item().channel())
                                .text(it -> storable(it.file().id())).text(it -> storable(it.file().mimeType()))
                                .text(it -> storable(it.file().sha256())).number(Wanted::ordinal).all(clock.instant()).tuple())
                        .replaceWithVoid();
    }

    /** A database takes no U+0000; nor does any provider. */
    private static String storable(String text) {
        return text == null ? null : text.replace("\u0000", "");
    }
}
