package eu.onrecord.archive.loss;

import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Takes away the rows of records whose key is lost, while their topic has them, so that they can be recorded anew. Run under
 * the reaper's role: the service itself can delete no record.
 */
@ApplicationScoped
public class Reaper {
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Only what stands in a lost report, and is there. */
    private static final String DUE = """
            in (select l.occurred_at, l.record_id from lost_report l where l.state = 'THERE' and l.record_id = any($1))""";

    private final Pool pool;

    Reaper(Pool pool) {
        this.pool = pool;
    }

    /** @return how many records it took away */
    public long run() {
        var reaped = 0L;
        var some = BATCH;
        while (some == BATCH) {
            some = pool.withTransaction(this::reap).await().atMost(PATIENCE);
            reaped += some;
        }
        return reaped;
    }

    private Uni<Integer> reap(SqlConnection transaction) {
        return transaction.preparedQuery("""
                select l.record_id, r.event_hash from lost_report l
                cross join lateral (select event_hash from record r where r.occurred_at = l.occurred_at and r.id = l.record_id
                limit 1) r where l.state = 'THERE' order by l.record_id limit $1""").execute(Tuple.of(BATCH)).chain(rows -> {
            var ids = ids(rows);
            var hashes = hashes(rows);
            return transaction.preparedQuery("delete from sealed_content where (occurred_at, record_id)" + DUE)
                    .execute(Tuple.of((Object) ids))
                    .chain(() -> transaction.preparedQuery("delete from record where (occurred_at, id)" + DUE)
                            .execute(Tuple.of((Object) ids)))
                    .chain(() -> transaction.preparedQuery("delete from timeless where event_hash = any($1)")
                            .execute(Tuple.of((Object) hashes)))
                    .chain(() -> transaction.preparedQuery("delete from media where record_id = any($1)")
                            .execute(Tuple.of((Object) ids)))
                    .replaceWith(rows.size());
        });
    }

    private static UUID[] ids(RowSet<Row> rows) {
        var ids = new ArrayList<UUID>();
        rows.forEach(row -> ids.add(row.getUUID("record_id")));
        return ids.toArray(UUID[]::new);
    }

    private static Buffer[] hashes(RowSet<Row> rows) {
        var hashes = new ArrayList<Buffer>();
        rows.forEach(row -> hashes.add(row.getBuffer("event_hash").getDelegate()));
        return hashes.toArray(Buffer[]::new);
    }
}
