package eu.onrecord.archive.seal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** The data keys, in a database of their own. A key is there, committed, before anything is sealed under it. */
@ApplicationScoped
public class KeyStore {
    private static final int KEY_BYTES = 32;

    private final Pool pool;
    private final MasterKeys masterKeys;
    private final SecureRandom random;
    private final Clock clock;

    KeyStore(@ReactiveDataSource("keys") Pool pool, MasterKeys masterKeys, SecureRandom random, Clock clock) {
        this.pool = pool;
        this.masterKeys = masterKeys;
        this.random = random;
        this.clock = clock;
    }

    /**
     * The keys of this month, made where they are missing.
     *
     * @param scopes threads, or what else has keys of its own
     * @return by scope
     */
    public Uni<Map<String, DataKey>> current(Collection<String> scopes) {
        var month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).toString();
        var wanted = scopes.stream().distinct().toArray(String[]::new);
        return find(wanted, month).chain(found -> found.size() == wanted.length ? Uni.createFrom().item(found)
                : make(wanted, found, month).chain(() -> find(wanted, month)));
    }

    /** The keys with these ids, as far as they still exist. */
    public Uni<Map<UUID, DataKey>> byId(Collection<UUID> ids) {
        return pool.preparedQuery("select * from data_key where id = any($1)").execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    var keys = new HashMap<UUID, DataKey>();
                    rows.forEach(row -> keys.put(row.getUUID("id"), key(row)));
                    return keys;
                });
    }

    private Uni<Map<String, DataKey>> find(String[] scopes, String month) {
        return pool.preparedQuery("select * from data_key where scope = any($1) and month = $2")
                .execute(Tuple.of(scopes, month)).map(this::byScope);
    }

    private Map<String, DataKey> byScope(RowSet<Row> rows) {
        var keys = new HashMap<String, DataKey>();
        rows.forEach(row -> keys.put(row.getString("scope"), key(row)));
        return keys;
    }

    /** Whoever comes first makes the key; all others find it. */
    private Uni<Void> make(String[] scopes, Map<String, DataKey> found, String month) {
        var made = Uni.createFrom().voidItem();
        for (var scope : scopes) {
            if (!found.containsKey(scope)) {
                made = made.chain(() -> insert(scope, month));
            }
        }
        return made;
    }

    private Uni<Void> insert(String scope, String month) {
        var id = UUID.randomUUID();
        var secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        return pool.preparedQuery("""
                insert into data_key (id, scope, month, master_id, wrapped, created_at) values ($1, $2, $3, $4, $5, $6)
                on conflict do nothing""")
                .execute(Tuple.from(new Object[] { id, scope, month, masterKeys.current(),
                        Buffer.buffer(masterKeys.wrap(id, secret)),
                        clock.instant().atOffset(ZoneOffset.UTC) }))
                .replaceWithVoid();
    }

    private DataKey key(Row row) {
        return masterKeys.unwrap(row.getUUID("id"), row.getString("master_id"), row.getBuffer("wrapped").getBytes());
    }
}
