package eu.onrecord.archive.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Appends leaves to a tree: gives the nodes that become complete. */
final class Growth {
    private final Map<NodeId, Hash> known;
    private final Map<NodeId, Hash> added = new HashMap<>();
    private long size;

    /** @param before what the tree was before */
    Growth(Frontier before) {
        this.size = before.size();
        this.known = new HashMap<>(before.nodes());
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

    /** What it goes on from. */
    Frontier frontier() {
        return new Frontier(size, new LeafRange(0, size).nodes().stream().collect(Collectors.toMap(id -> id, known::get)));
    }

    Hash root() {
        return new LeafRange(0, size).hash(known);
    }

    private void put(NodeId node, Hash hash) {
        known.put(node, hash);
        added.put(node, hash);
    }
}
