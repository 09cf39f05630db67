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
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Opens records. Whoever calls this has made a record of doing so before. */
@ApplicationScoped
public class Records {
    private static final String OF_CONVERSATION = """
            from record r where r.scope = any(array(select thread from conversation_thread where conversation_id = $1))""";
    private static final String ORDER = " order by r.occurred_at, r.recorded_at, r.id";
    /** What is done to a message is read with it, unless the message is not here; a message that came twice is read once. */
    private static final String READ_ELSEWHERE = """
             and exists (select 1 from mention m join mention o on o.hash = m.hash and o.role = 'IS'
            join record f on f.id = o.record_id join conversation_thread t on t.thread = f.scope and t.conversation_id = $1
            where m.record_id = r.id and f.id <> r.id and (m.role = 'ABOUT'
            or (f.occurred_at, f.recorded_at, f.id) < (r.occurred_at, r.recorded_at, r.id)))""";
    private static final String SPEAK_OF = """
            and exists (select 1 from mention m where m.record_id = r.id and m.hash = any($2) and m.role = any($3))""";

    private final Pool pool;
    private final KeyStore keys;

    Records(Pool pool, KeyStore keys) {
        this.pool = pool;
        this.keys = keys;
    }

    /**
     * The records of a conversation that are read by themselves, in the order in which it happened; at most so many after a
     * place.
     */
    public Uni<List<Opened>> ofConversation(UUID conversation, int offset, int limit) {
        return opened("select r.* " + OF_CONVERSATION + READ_ELSEWHERE.replace("and exists", "and not exists") + ORDER
                + " offset $2 limit $3", Tuple.of(conversation, offset, limit));
    }

    /**
     * The records of a conversation that speak of messages, in the order in which it happened.
     *
     * @param messages by keyed hashes
     * @param roles what the records are to them
     */
    public Uni<List<Opened>> about(UUID conversation, Buffer[] messages, String[] roles, int limit) {
        return messages.length == 0 ? Uni.createFrom().item(List.of())
                : opened("select r.* " + OF_CONVERSATION + SPEAK_OF + ORDER + " limit $4",
                        Tuple.of(conversation, messages, roles, limit));
    }

    private Uni<List<Opened>> opened(String query, Tuple parameters) {
        return pool.preparedQuery(query).execute(parameters)
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
