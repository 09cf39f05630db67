package eu.onrecord.archive.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import eu.onrecord.archive.lane.Lanes;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Gives new records their place in the ledger and signs the new head. One pod at a time does so, whoever has the lock. It signs
 * nothing that does not extend the last head that was published: after a restore from a backup that would be a second truth.
 */
@ApplicationScoped
class Sequencer {
    private static final Logger LOG = Logger.getLogger(Sequencer.class);
    private static final long LOCK = 0x6c65_6467_6572L;
    private static final int BATCH = 2000;
    /** A head is kept for ever by whoever keeps them: at most one a second. */
    private static final Duration BETWEEN_HEADS = Duration.ofSeconds(1);

    private final Pool pool;
    private final LedgerConfig config;
    private final NoteSigner signer;
    private final PublishedHeads published;
    private final Lanes lanes;
    private final Clock clock;

    Sequencer(Pool pool, LedgerConfig config, NoteSigner signer, PublishedHeads published, Lanes lanes, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.signer = signer;
        this.published = published;
        this.lanes = lanes;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        lanes.start("The ledger", BETWEEN_HEADS, this::extend);
    }

    private Uni<Void> extend() {
        return published.areExtended().chain(extended -> {
            if (!extended) {
                LOG.error("The ledger in this database does not extend the last published checkpoint. Nothing is signed until "
                        + "an operator begins a new origin that cites the old one.");
                return Uni.createFrom().voidItem();
            }
            return pool.withTransaction(this::appendBatch).chain(published::publishNew);
        });
    }

    private Uni<Void> appendBatch(SqlConnection transaction) {
        return transaction.preparedQuery("select pg_try_advisory_xact_lock($1) as mine").execute(Tuple.of(LOCK))
                .chain(rows -> rows.iterator().next().getBoolean("mine") ? append(transaction) : Uni.createFrom().voidItem());
    }

    private Uni<Void> append(SqlConnection transaction) {
        return transaction.preparedQuery("""
                with taken as (delete from leaf_queue where position in
                (select position from leaf_queue order by position limit $1) returning position, commitment)
                select commitment from taken order by position""")
                .execute(Tuple.of(BATCH)).chain(rows -> rows.rowCount() == 0 ? Uni.createFrom().voidItem()
                        : size(transaction).chain(size -> append(transaction, size, rows)));
    }

    private static Uni<Long> size(SqlConnection transaction) {
        return transaction.query("select coalesce(max(size), 0) as size from checkpoint").execute()
                .map(rows -> rows.iterator().next().getLong("size"));
    }

    private Uni<Void> append(SqlConnection transaction, long size, RowSet<Row> records) {
        var commitments = new ArrayList<Buffer>();
        var leaves = new ArrayList<Hash>();
        for (var row : records) {
            commitments.add(Buffer.buffer(row.getBuffer("commitment").getBytes()));
            leaves.add(Hash.ofRecord(row.getBuffer("commitment").getBytes()));
        }
        return LedgerNodes.find(transaction, new LeafRange(0, size).nodes()).chain(frontier -> {
            var growth = new Growth(new Frontier(size, frontier));
            growth.append(leaves);
            return LedgerNodes.add(transaction, growth.added()).chain(() -> place(transaction, size, commitments))
                    .chain(() -> sign(transaction, growth));
        });
    }

    private static Uni<Void> place(SqlConnection transaction, long size, List<Buffer> commitments) {
        return transaction.preparedQuery("""
                insert into leaf (index, commitment)
                select $1 + p.place - 1, p.commitment from unnest($2::bytea[]) with ordinality as p(commitment, place)""")
                .execute(Tuple.of(size, commitments.toArray(Buffer[]::new))).replaceWithVoid();
    }

    private Uni<Void> sign(SqlConnection transaction, Growth growth) {
        var checkpoint = new Checkpoint(config.origin(), growth.size(), growth.root());
        return transaction.preparedQuery("insert into checkpoint (size, root, note, signed_at) values ($1, $2, $3, $4)")
                .execute(Tuple.of(checkpoint.size(), Buffer.buffer(checkpoint.root().bytes()), signer.sign(checkpoint),
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
