package eu.onrecord.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Leaves that lie side by side, as RFC 6962 cuts them: every range of a tree or a proof begins where a complete node can.
 *
 * @param from the first
 * @param to after the last
 */
public record LeafRange(long from, long to) {

    /** The complete nodes that cover it, from the left, each smaller than the one before. */
    public List<NodeId> nodes() {
        var nodes = new ArrayList<NodeId>();
        for (var at = from; at < to;) {
            var size = Long.highestOneBit(to - at);
            nodes.add(new NodeId(Long.numberOfTrailingZeros(size), at / size));
            at += size;
        }
        return nodes;
    }

    /** The Merkle tree hash of the range, from the hashes of its nodes. */
    public Hash hash(Map<NodeId, Hash> known) {
        Hash hash = null;
        var nodes = nodes();
        for (var i = nodes.size() - 1; i >= 0; i--) {
            var node = known.get(nodes.get(i));
            hash = hash == null ? node : Hash.of(node, hash);
        }
        return hash == null ? Hash.ofNothing() : hash;
    }
}
