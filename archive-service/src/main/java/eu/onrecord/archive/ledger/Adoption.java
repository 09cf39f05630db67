package eu.onrecord.archive.ledger;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import eu.onrecord.archive.format.LeafEntry;
import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.LeafRange;
import eu.onrecord.tlog.Tile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * How a term begins: what the store holds beyond the database gets its places, tiles that were lost are made again, and every
 * head that was shown to others has to be the beginning of what is here. Blocking.
 */
final class Adoption {
    private static final Logger LOG = Logger.getLogger(Adoption.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Whole bundles at once. */
    private static final int PAGE = 64 * Tile.FULL;

    private final Store store;
    private final StoredTree tree;
    private final StoredLeaves stored;
    private final SqlConnection database;
    private final TreeMap<Long, Checkpoint> heads = new TreeMap<>();

    private Adoption(Store store, SqlConnection database, List<Checkpoint> heads) {
        this.store = store;
        this.tree = new StoredTree(store);
        this.stored = new StoredLeaves(store);
        this.database = database;
        heads.forEach(head -> {
            var same = this.heads.put(head.size(), head);
            if (same != null && !same.equals(head)) {
                throw new RefusedException(Refusal.NOT_OF_THIS_TREE, "two heads of " + head.size() + " were shown");
            }
        });
    }

    /**
     * @param heads all that are known to have been shown
     * @return what the ledger goes on with
     * @throws RefusedException if it cannot
     */
    static Integration adopt(Store store, SqlConnection database, List<Checkpoint> heads) {
        return new Adoption(store, database, heads).adopt();
    }

    private Integration adopt() {
        var size = await(LeafTable.size(database));
        tree.missing(size).ifPresent(name -> {
            LOG.warnf("The store has lost %s: its tiles are made again from the database's leaves", name);
            remake(size);
        });
        var edge = edge(size);
        heads.headMap(size, true).values().forEach(head -> hold(head, edge));
        lookAhead(edge.copy());
        var integration = new Integration(store, database, edge);
        takeOver(integration);
        fill(edge);
        return integration;
    }

    /** What is in no full bundle stands in batches, also where the store has lost some. */
    private void fill(Edge edge) {
        var first = StoredTree.full(edge.size());
        var kept = stored.from(first);
        var at = first;
        while (at < edge.size() && kept.isPresent()) {
            at = kept.get().end();
            kept = stored.from(at);
        }
        if (at < edge.size()) {
            var batch = new Batch(at, edge.commitments().subList((int) (at - first), edge.commitments().size()));
            store.create(batch.name(), batch.bytes());
        }
    }

    /**
     * Tiles up to the last head that was shown are held to it; those behind it are nobody's word yet, and a power cut may have
     * spoilt them: they have to be what the leaves give.
     */
    private Edge edge(long size) {
        var head = heads.floorEntry(size);
        var edge = head == null ? new Edge() : edgeOfTiles(head.getValue());
        while (edge.size() < size) {
            var commitments = await(LeafTable.from(database, edge.size(), (int) Math.min(PAGE, size - edge.size())));
            if (commitments.isEmpty()) {
                throw new RefusedException(Refusal.LEAVES_DIFFER, "a leaf is missing before " + size);
            }
            tree.add(edge.append(commitments));
        }
        holdToBatches(StoredTree.full(size), edge.commitments());
        return edge;
    }

    private Edge edgeOfTiles(Checkpoint head) {
        var last = await(LeafTable.from(database, StoredTree.full(head.size()), (int) (head.size() % Tile.FULL)));
        if (last.size() != head.size() % Tile.FULL) {
            throw new RefusedException(Refusal.LEAVES_DIFFER, "a leaf is missing before " + head.size());
        }
        var edge = new Edge(tree.growth(head.size(), last.stream().map(it -> Hash.ofLeaf(LeafEntry.of(it))).toList()), last);
        if (!edge.root().equals(head.root())) {
            throw new RefusedException(Refusal.NOT_OF_THIS_TREE, "the head of " + head.size());
        }
        return edge;
    }

    /** Before any of it gets its place: what the store holds beyond the database has to give every head that was shown. */
    private void lookAhead(Edge edge) {
        heads.tailMap(edge.size(), false).values().forEach(head -> {
            while (edge.size() < head.size()) {
                var found = stored.from(edge.size()).orElseThrow(() -> new RefusedException(Refusal.BEHIND_A_HEAD,
                        "a head of " + head.size() + " was shown, here are " + edge.size()));
                edge.append(found.commitments().subList(0,
                        (int) Math.min(found.commitments().size(), head.size() - edge.size())));
            }
            if (!edge.root().equals(head.root())) {
                throw new RefusedException(Refusal.NOT_OF_THIS_TREE, "the head of " + head.size());
            }
        });
    }

    /** What is in no full bundle yet stands in batches. */
    private void holdToBatches(long first, List<byte[]> last) {
        for (var at = first; at < first + last.size();) {
            var kept = stored.from(at);
            if (kept.isEmpty()) {
                return;
            }
            var batch = kept.get();
            for (var i = 0; i < batch.commitments().size() && at < first + last.size(); i++, at++) {
                if (!Arrays.equals(batch.commitments().get(i), last.get((int) (at - first)))) {
                    throw new RefusedException(Refusal.LEAVES_DIFFER, "leaf " + at + " is not that of its batch");
                }
            }
        }
    }

    private void takeOver(Integration integration) {
        var from = integration.edge().size();
        for (var next = stored.from(from); next.isPresent(); next = stored.from(integration.edge().size())) {
            integration.takeOver(next.get());
        }
        var size = integration.edge().size();
        if (size > from) {
            LOG.warnf("The store held %d leaves beyond the database: they have their places", size - from);
        }
        if (stored.batches().stream().anyMatch(first -> first > size)) {
            throw new RefusedException(Refusal.STORE_DIFFERS, "a batch stands behind a gap at " + size);
        }
    }

    private void hold(Checkpoint head, Edge edge) {
        var root = tree.hashes(List.of(new LeafRange(0, head.size())), edge.size(), edge.partialTiles()).get(0);
        if (!root.equals(head.root())) {
            throw new RefusedException(Refusal.NOT_OF_THIS_TREE, "the head of " + head.size());
        }
    }

    /** Before anything is written, the leaves have to give every head that was shown. */
    private void remake(long size) {
        walk(size, edge -> {
            var head = heads.get(edge.size());
            if (head != null && !head.root().equals(edge.root())) {
                throw new RefusedException(Refusal.NOT_OF_THIS_TREE, "the leaves do not give the head of " + head.size());
            }
        }, full -> {
        });
        if (!heads.isEmpty() && heads.lastKey() > size) {
            throw new RefusedException(Refusal.BEHIND_A_HEAD,
                    "a head of " + heads.lastKey() + " was shown, the store is lost, and here are " + size);
        }
        walk(size, edge -> tree.add(edge.partial()), tree::add);
    }

    /** Goes over all leaves, and stops where a head was shown. */
    private void walk(long size, Consumer<Edge> atHead, Consumer<Map<String, byte[]>> full) {
        var edge = new Edge();
        while (edge.size() < size) {
            var next = heads.higherKey(edge.size());
            var most = (int) Math.min(PAGE, (next == null ? size : Math.min(size, next)) - edge.size());
            var commitments = await(LeafTable.from(database, edge.size(), most));
            if (commitments.isEmpty()) {
                throw new RefusedException(Refusal.LEAVES_DIFFER, "a leaf is missing before " + size);
            }
            full.accept(edge.append(commitments));
            if (heads.containsKey(edge.size())) {
                atHead.accept(edge);
            }
        }
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
