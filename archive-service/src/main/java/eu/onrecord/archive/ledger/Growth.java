package eu.onrecord.archive.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Appends leaves to a tree: gives the nodes that become complete. */
final class Growth {
    private final Map<NodeId, Hash> known;
    private final Map<NodeId, Hash> added = new HashMap<>();
    private long size;

    /**
     * @param size of the tree before
     * @param frontier its complete nodes, those of the range of all leaves
     */
    Growth(long size, Map<NodeId, Hash> frontier) {
        this.size = size;
        this.known = new HashMap<>(frontier);
    }

    void append(List<Hash> leaves) {
        for (var leaf : leaves) {
            var node = new NodeId(0, size);
            put(node, leaf);
            while ((node.index() & 1) == 1) {
                var left = new NodeId(node.level(), node.index() - 1);
                var parent = new NodeId(node.level() + 1, node.index() >> 1);
                put(parent, Hash.of(known.get(left), known.get(node)));
                node = parent;
            }
            size++;
        }
    }

    /** The nodes that are complete now and were not before. */
    Map<NodeId, Hash> added() {
        return added;
    }

    long size() {
        return size;
    }

    Hash root() {
        return new LeafRange(0, size).hash(known);
    }

    private void put(NodeId node, Hash hash) {
        known.put(node, hash);
        added.put(node, hash);
    }
}
