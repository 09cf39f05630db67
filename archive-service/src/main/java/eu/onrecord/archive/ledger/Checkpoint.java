package eu.onrecord.archive.ledger;

import java.util.Base64;

/**
 * The head of the tree, as the first lines of a C2SP checkpoint (https://c2sp.org/tlog-checkpoint).
 *
 * @param origin names this ledger in the world
 * @param size how many records
 * @param root the tree's hash
 */
public record Checkpoint(String origin, long size, Hash root) {

    /** The text that is signed. */
    String body() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /** @throws IllegalArgumentException if it is none */
    static Checkpoint parse(String body) {
        var lines = body.split("\n", -1);
        if (lines.length < 4) {
            throw new IllegalArgumentException("a checkpoint has three lines");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), new Hash(Base64.getDecoder().decode(lines[2])));
    }
}
