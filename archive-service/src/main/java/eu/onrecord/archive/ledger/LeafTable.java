package eu.onrecord.archive.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** Which place each commitment has, and which wait for one: as the database knows it. */
final class LeafTable {
    private LeafTable() {
    }

    /** How many have a place. */
    static Uni<Long> size(SqlClient database) {
        return database.query("select coalesce(max(index) + 1, 0) as size from leaf").execute()
                .map(rows -> rows.iterator().next().getLong("size"));
    }

    /** Those from a place on, in order, at most so many. */
    static Uni<List<byte[]>> from(SqlClient database, long index, int most) {
        return database.preparedQuery("select commitment from leaf where index >= $1 order by index limit $2")
                .execute(Tuple.of(index, most)).map(LeafTable::commitments);
    }

    /** Those that have waited longest, at most so many. */
    static Uni<List<byte[]>> waiting(SqlClient database, int most) {
        return database.preparedQuery("select commitment from leaf_queue order by position limit $1").execute(Tuple.of(most))
                .map(LeafTable::commitments);
    }

    /** Which of these have a place already. */
    static Uni<Set<Buffer>> placed(SqlClient database, List<byte[]> commitments) {
        return database.preparedQuery("select commitment from leaf where commitment = any($1)")
                .execute(Tuple.of(array(commitments))).map(rows -> new HashSet<>(buffers(rows)));
    }

    /** They wait no longer. Gives those that did. */
    static Uni<Set<Buffer>> take(SqlClient database, List<byte[]> commitments) {
        return database.preparedQuery("delete from leaf_queue where commitment = any($1) returning commitment")
                .execute(Tuple.of(array(commitments))).map(rows -> new HashSet<>(buffers(rows)));
    }

    /** They have the places from this one on. */
    static Uni<Void> place(SqlClient database, long first, List<byte[]> commitments) {
        return database.preparedQuery("""
                insert into leaf (index, commitment)
                select $1 + p.place - 1, p.commitment from unnest($2::bytea[]) with ordinality as p(commitment, place)""")
                .execute(Tuple.of(first, array(commitments))).replaceWithVoid();
    }

    /** Of these places the database knew nothing: what had them was lost with it. */
    static Uni<Void> report(SqlClient database, List<Long> lost) {
        return lost.isEmpty() ? Uni.createFrom().voidItem()
                : database.preparedQuery("insert into lost_leaf (index) select unnest($1::bigint[]) on conflict do nothing")
                        .execute(Tuple.of(lost.toArray(Long[]::new))).replaceWithVoid();
    }

    /** The places that were reported lost, in order, and of each whether its record is there all the same. */
    static Uni<SortedMap<Long, Boolean>> lost(SqlClient database) {
        return database.query("""
                select x.index, exists (select from leaf l join record r on r.commitment = l.commitment
                where l.index = x.index) as there from lost_leaf x order by x.index""").execute().map(rows -> {
            var lost = new TreeMap<Long, Boolean>();
            rows.forEach(row -> lost.put(row.getLong("index"), row.getBoolean("there")));
            return lost;
        });
    }

    private static Buffer[] array(List<byte[]> commitments) {
        return commitments.stream().map(Buffer::buffer).toArray(Buffer[]::new);
    }

    private static List<byte[]> commitments(RowSet<Row> rows) {
        return buffers(rows).stream().map(Buffer::getBytes).toList();
    }

    private static List<Buffer> buffers(RowSet<Row> rows) {
        var found = new ArrayList<Buffer>();
        rows.forEach(row -> found.add(Buffer.buffer(row.getBuffer("commitment").getBytes())));
        return found;
    }
}
