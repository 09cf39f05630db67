package eu.onrecord.archive.mention;

import java.util.Collection;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.conversation.LookupKey;
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

    /** Of a record, in the transaction that makes it. */
    public Uni<Void> add(SqlConnection transaction, UUID recordId, ChatEvent event) {
        var rows = Mention.in(event).stream()
                .map(mention -> Tuple.of(recordId, mention.role().name(), hash(event.channel(), mention.id()))).toList();
        return rows.isEmpty() ? Uni.createFrom().voidItem()
                : transaction.preparedQuery("insert into mention (record_id, role, hash) values ($1, $2, $3)")
                        .executeBatch(rows).replaceWithVoid();
    }

    /** By which messages of a channel are looked up. */
    public Buffer[] hashes(String channel, Collection<String> ids) {
        return ids.stream().map(id -> hash(channel, id)).toArray(Buffer[]::new);
    }

    /** A message's id is the provider's own, so it means one message of one channel. */
    private Buffer hash(String channel, String id) {
        return Buffer.buffer(key.hash("message\n" + channel + "\n" + id));
    }
}
