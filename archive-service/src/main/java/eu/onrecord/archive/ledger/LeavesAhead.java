package eu.onrecord.archive.ledger;

import java.time.Duration;

import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Tile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The leaves that the database has between two places. While some are looked at, the next are read already. Blocking, for one
 * thread, and for one way: no place is asked for again after one behind it.
 */
final class LeavesAhead {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int STEP = 64 * Tile.FULL;

    private final Pool pool;
    private final long end;
    private long first;
    private byte[][] here;
    private Uni<RowSet<Row>> ahead;

    LeavesAhead(Pool pool, long from, long end) {
        this.pool = pool;
        this.end = end;
        this.first = from;
        this.here = new byte[0][];
        this.ahead = read(from);
    }

    /** The commitment at a place; null if none is there, or one of another length. */
    byte[] at(long index) {
        while (index >= first + here.length) {
            go();
        }
        return here[(int) (index - first)];
    }

    private void go() {
        first += here.length;
        var rows = ahead.await().atMost(PATIENCE);
        ahead = read(first + STEP);
        here = new byte[STEP][];
        rows.forEach(row -> {
            var commitment = row.getBuffer("commitment").getBytes();
            here[(int) (row.getLong("index") - first)] = commitment.length == Hash.BYTES ? commitment : null;
        });
    }

    private Uni<RowSet<Row>> read(long from) {
        var read = pool.preparedQuery("select index, commitment from leaf where index >= $1 and index < $2")
                .execute(Tuple.of(from, Math.min(from + STEP, end))).memoize().indefinitely();
        if (from < end) {
            read.subscribe().with(rows -> {
            }, failure -> {
                // whoever asks for them is told
            });
        }
        return read;
    }
}
