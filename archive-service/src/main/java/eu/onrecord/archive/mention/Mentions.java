package eu.onrecord.archive.mention;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.record.Recorded;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.contract.chat.ChatEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Keeps which records speak of the same message, by keyed hashes: a message's id can hold a phone number. */
@ApplicationScoped
public class Mentions {
    private final LookupKey key;

    Mentions(LookupKey key) {
        this.key = key;
    }

    /** A mention of a record. */
    private record Row(Recorded record, Mention mention, Buffer hash) {
    }

    /** Of these records, in the transaction that makes what follows from them. */
    public Uni<Void> add(SqlConnection transaction, Map<Recorded, ChatEvent> events) {
        var rows = events.entrySet().stream().flatMap(it -> Mention.in(it.getValue()).stream().map(
                mention -> new Row(it.getKey(), mention,
                        hash(it.getValue().legalEntity(), it.getValue().channel(), mention.id()))))
                .toList();
        return rows.isEmpty() ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(
                                """
                                        insert into mention (hash, role, record_id, occurred_at, recorded_at, scope)
                                        select * from unnest($1::bytea[], $2::text[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::text[])
                                        on conflict do nothing""")
                        .execute(Tuple.of(rows.stream().map(Row::hash).toArray(Buffer[]::new),
                                rows.stream().map(row -> row.mention().role().name()).toArray(String[]::new),
                                rows.stream().map(row -> row.record().id()).toArray(UUID[]::new),
                                rows.stream().map(row -> utc(row.record().item().ownTime().at()))
                                        .toArray(OffsetDateTime[]::new),
                                rows.stream().map(row -> utc(row.record().recordedAt())).toArray(OffsetDateTime[]::new),
                                rows.stream().map(row -> row.record().item().scope().name()).toArray(String[]::new)))
                        .replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** By which messages of a legal entity's channel are looked up. */
    public Buffer[] hashes(String legalEntity, String channel, Collection<String> ids) {
        return ids.stream().map(id -> hash(legalEntity, channel, id)).toArray(Buffer[]::new);
    }

    /** A message's id is the provider's own, so it means one message of one channel, while it is one legal entity's. */
    private Buffer hash(String legalEntity, String channel, String id) {
        return Buffer.buffer(key.hash("message\n" + legalEntity + "\n" + channel + "\n" + id));
    }
}
