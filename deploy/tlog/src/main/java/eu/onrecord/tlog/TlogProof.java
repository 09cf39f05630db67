package eu.onrecord.tlog;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * That a leaf is in a log, as a file that can be kept and checked with nothing else but keys (https://c2sp.org/tlog-proof).
 *
 * @param index of the leaf
 * @param path from the leaf up
 * @param checkpoint the signed head that it is proven against
 */
public record TlogProof(long index, List<Hash> path, Note checkpoint) {
    private static final String FIRST = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    /** A tree has no more levels. */
    private static final int MOST = 63;

    public TlogProof {
        path = List.copyOf(path);
    }

    /** @throws Malformed if it is none */
    public static TlogProof of(String file) {
        var end = file.indexOf("\n\n");
        var lines = List.of(file.substring(0, Math.max(end, 0)).split("\n", -1));
        if (end < 0 || !lines.get(0).equals(FIRST)) {
            throw new Malformed("a proof begins with its format and ends with a checkpoint");
        }
        var rest = lines.subList(1, lines.size());
        if (!rest.isEmpty() && rest.get(0).startsWith(EXTRA)) {
            Spelling.bytes(rest.get(0).substring(EXTRA.length()));
            rest = rest.subList(1, rest.size());
        }
        if (rest.isEmpty() || !rest.get(0).startsWith(INDEX) || rest.size() > MOST + 1) {
            throw new Malformed("a proof names its leaf, and at most 63 hashes");
        }
        return new TlogProof(Spelling.number(rest.get(0).substring(INDEX.length())),
                rest.subList(1, rest.size()).stream().map(Hash::ofBase64).toList(), Note.of(file.substring(end + 2)));
    }

    /** Whether the leaf is where this says, in the tree of the checkpoint. Whose checkpoint it is, a {@link Policy} says. */
    public boolean includes(Hash leaf) {
        var head = Checkpoint.of(checkpoint);
        return Proofs.includes(leaf, index, head.size(), path, head.root());
    }

    /** The file. */
    @Override
    public String toString() {
        return Stream.concat(Stream.of(FIRST, INDEX + index), path.stream().map(Hash::base64))
                .collect(Collectors.joining("\n", "", "\n\n")) + checkpoint;
    }
}
