package eu.onrecord.tlog;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a log asks of a witness (https://c2sp.org/tlog-witness).
 *
 * @param oldSize of the head that the witness saw last
 * @param proof that it is the beginning of the new one
 * @param checkpoint the new one
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, Note checkpoint) {
    private static final String OLD = "old ";
    private static final int MOST = 63;

    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    /** @throws Malformed if it is none */
    public static AddCheckpoint of(String body) {
        var end = body.indexOf("\n\n");
        var lines = List.of(body.substring(0, Math.max(end, 0)).split("\n", -1));
        if (end < 0 || !lines.get(0).startsWith(OLD) || lines.size() > MOST + 1) {
            throw new Malformed("an old size, at most 63 hashes, an empty line and a checkpoint");
        }
        return new AddCheckpoint(Spelling.number(lines.get(0).substring(OLD.length())),
                lines.subList(1, lines.size()).stream().map(Hash::ofBase64).toList(), Note.of(body.substring(end + 2)));
    }

    /** The request's body. */
    @Override
    public String toString() {
        return OLD + oldSize + "\n" + proof.stream().map(it -> it.base64() + "\n").collect(Collectors.joining()) + "\n"
                + checkpoint;
    }
}
