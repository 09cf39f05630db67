package eu.onrecord.archive.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** The tree's complete nodes in the database. */
final class LedgerNodes {
    private LedgerNodes() {
    }

    static Uni<Map<NodeId, Hash>> find(SqlClient database, Collection<NodeId> wanted) {
        var levels = wanted.stream().map(NodeId::level).toArray(Integer[]::new);
        var indexes = wanted.stream().map(NodeId::index).toArray(Long[]::new);
        return database.preparedQuery("""
                select n.level, n.index, n.hash from unnest($1::int[], $2::bigint[]) as w(level, index)
                cross join lateral (select * from ledger_node n where n.level = w.level and n.index = w.index limit 1) n""")
                .execute(Tuple.of(levels, indexes))
                .map(rows -> {
                    var found = new HashMap<NodeId, Hash>();
                    rows.forEach(row -> found.put(new NodeId(row.getInteger("level"), row.getLong("index")),
                            new Hash(row.getBuffer("hash").getBytes())));
                    return found;
                });
    }

    static Uni<Void> add(SqlClient database, Map<NodeId, Hash> nodes) {
        var ids = nodes.keySet().toArray(NodeId[]::new);
        var levels = new Integer[ids.length];
        var indexes = new Long[ids.length];
        var hashes = new Buffer[ids.length];
        for (var i = 0; i < ids.length; i++) {
            levels[i] = ids[i].level();
            indexes[i] = ids[i].index();
            hashes[i] = Buffer.buffer(nodes.get(ids[i]).bytes());
        }
        return database.preparedQuery("""
                insert into ledger_node (level, index, hash)
                select * from unnest($1::int[], $2::bigint[], $3::bytea[])""").execute(Tuple.of(levels, indexes, hashes))
                .replaceWithVoid();
    }
}
