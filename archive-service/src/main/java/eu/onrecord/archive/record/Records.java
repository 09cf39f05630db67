package eu.onrecord.archive.record;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.KeyStore;
import eu.onrecord.archive.seal.Sealed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Opens records. Whoever calls this has made a record of doing so before. */
@ApplicationScoped
public class Records {
    private final Pool pool;
    private final KeyStore keys;

    Records(Pool pool, KeyStore keys) {
        this.pool = pool;
        this.keys = keys;
    }

    /** The records of a conversation in the order they came, at most so many after a place. */
    public Uni<List<Opened>> ofConversation(UUID conversation, int offset, int limit) {
        return pool.preparedQuery("""
                select r.* from record r join conversation_thread t on t.thread = r.scope
                where t.conversation_id = $1 order by r.recorded_at, r.id offset $2 limit $3""")
                .execute(Tuple.of(conversation, offset, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
                .chain(rows -> keys.byId(rows.stream().map(row -> row.getUUID("key_id")).distinct().toList())
                        .map(found -> rows.stream().filter(row -> found.containsKey(row.getUUID("key_id")))
                                .map(row -> open(row, found)).toList()));
    }

    private static Opened open(Row row, Map<UUID, DataKey> keys) {
        var sealed = new Sealed(row.getBuffer("sealed").getBytes(), row.getBuffer("commitment").getBytes());
        return new Opened(row.getUUID("id"), row.getString("scope"), row.getString("type"),
                row.get(OffsetDateTime.class, "recorded_at").toInstant(), row.getLong("leaf_index"),
                sealed.open(keys.get(row.getUUID("key_id")), row.getUUID("id")));
    }
}
