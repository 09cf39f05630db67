package eu.onrecord.archive.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Gives commitments their places: first the batch, which decides, then the bundles and tiles that follow from it, then the
 * database. A crash between any two leaves what whoever comes next goes on with. Blocking.
 */
final class Integration {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Store store;
    private final StoredTree tree;
    private final SqlConnection database;
    private final Edge edge;

    Integration(Store store, SqlConnection database, Edge edge) {
        this.store = store;
        this.tree = new StoredTree(store);
        this.database = database;
        this.edge = edge;
    }

    /** The tree as it is now. */
    Edge edge() {
        return edge;
    }

    /**
     * Gives places to those that have waited longest.
     *
     * @return how many got one; 0 if nothing waits
     */
    int integrate() {
        var waiting = distinct(await(LeafTable.waiting(database, Batch.MOST)));
        var placed = waiting.isEmpty() ? waiting.keySet() : await(LeafTable.placed(database, List.copyOf(waiting.values())));
        if (!placed.isEmpty()) {
            await(LeafTable.take(database, placed.stream().map(Buffer::getBytes).toList()));
            waiting.keySet().removeAll(placed);
        }
        if (waiting.isEmpty()) {
            return 0;
        }
        // one that is made while the database is another than this term knows would stand for ever
        require(await(LeafTable.size(database)), edge.size());
        var wanted = new Batch(edge.size(), List.copyOf(waiting.values()));
        var isOurs = store.create(wanted.name(), wanted.bytes());
        var decided = Batch.read(wanted.first(), store.read(wanted.name())
                .orElseThrow(
                        () -> new RefusedException(Refusal.STORE_DIFFERS, wanted.name() + " was just made, and is not there")));
        if (isOurs && !Arrays.equals(decided.bytes(), wanted.bytes())) {
            throw new RefusedException(Refusal.STORE_NOT_EXCLUSIVE, wanted.name() + " was made, and is another");
        }
        place(decided);
        return decided.commitments().size();
    }

    /** Places what the store holds beyond the database: somebody made it and came no further, or the database went back. */
    void takeOver(Batch batch) {
        if (!await(LeafTable.placed(database, batch.commitments())).isEmpty()) {
            throw new RefusedException(Refusal.LEAVES_DIFFER, batch.name() + " has what has a place before it");
        }
        place(batch);
    }

    private void place(Batch batch) {
        tree.add(edge.append(batch.commitments()));
        await(inTransaction(() -> LeafTable.size(database).chain(size -> {
            require(size, batch.first());
            return LeafTable.take(database, batch.commitments()).chain(taken -> {
                var lost = new ArrayList<Long>();
                for (var i = 0; i < batch.commitments().size(); i++) {
                    if (!taken.contains(Buffer.buffer(batch.commitments().get(i)))) {
                        lost.add(batch.first() + i);
                    }
                }
                if (!lost.isEmpty()) {
                    LostLeaves.report(store, lost);
                }
                return LeafTable.report(database, lost);
            }).chain(() -> LeafTable.place(database, batch.first(), batch.commitments()));
        })));
    }

    private static void require(long size, long expected) {
        if (size != expected) {
            throw new IllegalStateException("somebody else gave places, or took some back");
        }
    }

    private Uni<Void> inTransaction(Supplier<Uni<Void>> work) {
        return database.begin().chain(transaction -> work.get().onFailure().call(transaction::rollback)
                .chain(transaction::commit));
    }

    private static LinkedHashMap<Buffer, byte[]> distinct(List<byte[]> commitments) {
        var distinct = new LinkedHashMap<Buffer, byte[]>();
        commitments.forEach(it -> distinct.put(Buffer.buffer(it), it));
        return distinct;
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
