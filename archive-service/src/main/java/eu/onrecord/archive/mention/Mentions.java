package eu.onrecord.archive.mention;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
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
    private record Row(Recorded record, Mention mention, byte[] hash) {
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
                        .execute(Columns.of(rows).bytes(Row::hash).text(row -> row.mention().role().name())
                                .uuid(row -> row.record().id()).time(row -> row.record().item().ownTime().at())
                                .time(row -> row.record().recordedAt()).text(row -> row.record().item().scope().name()).tuple())
                        .replaceWithVoid();
    }

    /** These records speak of nothing any more: others took their place. */
    public static Uni<Void> forget(SqlConnection transaction, UUID[] records) {
        return transaction.preparedQuery("delete from mention where record_id = any($1)").execute(Tuple.of((Object) records))
                .replaceWithVoid();
    }

    /** By which messages of a legal entity's channel are looked up. */
    public Buffer[] hashes(String legalEntity, String channel, Collection<String> ids) {
        return ids.stream().map(id -> Buffer.buffer(hash(legalEntity, channel, id))).toArray(Buffer[]::new);
    }

    /** A message's id is the provider's own, so it means one message of one channel, while it is one legal entity's. */
    private byte[] hash(String legalEntity, String channel, String id) {
        return key.hash("message\n" + legalEntity + "\n" + channel + "\n" + id);
    }
}
