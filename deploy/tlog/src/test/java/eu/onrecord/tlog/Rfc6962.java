package eu.onrecord.tlog;

import java.util.List;

/** The Merkle tree hash as section 2.1 of the standard defines it, and no faster. */
final class Rfc6962 {
    private Rfc6962() {
    }

    static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.ofNothing();
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        var left = Integer.highestOneBit(leaves.size() - 1);
        return Hash.of(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
    }
}
