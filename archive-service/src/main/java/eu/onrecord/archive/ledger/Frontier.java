package eu.onrecord.archive.ledger;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a tree of a size goes on from: the hashes of its complete nodes, those of the range of all leaves.
 */
record Frontier(long size, Map<NodeId, Hash> nodes) {
    /** @param text as {@link #text} gives it; null for that of no leaf */
    static Frontier of(String text) {
        var words = text == null ? new String[] { "0" } : text.split(" ");
        var size = Long.parseLong(words[0]);
        var ids = new LeafRange(0, size).nodes();
        var nodes = new HashMap<NodeId, Hash>();
        for (var i = 0; i < ids.size(); i++) {
            nodes.put(ids.get(i), new Hash(Base64.getDecoder().decode(words[i + 1])));
        }
        return new Frontier(size, nodes);
    }

    String text() {
        return Stream.concat(Stream.of(String.valueOf(size)),
                new LeafRange(0, size).nodes().stream().map(nodes::get).map(Hash::base64)).collect(Collectors.joining(" "));
    }
}
