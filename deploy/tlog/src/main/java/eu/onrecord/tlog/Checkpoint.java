package eu.onrecord.tlog;

import java.util.List;

/**
 * The head of the tree (https://c2sp.org/tlog-checkpoint).
 *
 * @param origin names this log in the world
 * @param size how many leaves
 * @param root the tree's hash
 */
public record Checkpoint(String origin, long size, Hash root) {
    private static final int LINES = 3;

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /**
     * What a note's text says. Further lines are passed over: the specification lets others write some.
     *
     * @throws Malformed if it is none
     */
    public static Checkpoint of(Note note) {
        var lines = List.of(note.text().split("\n", -1));
        // behind the last newline there is one more, and it is empty
        var written = lines.subList(0, lines.size() - 1);
        if (written.size() < LINES || written.stream().anyMatch(String::isEmpty)) {
            throw new Malformed("a checkpoint has three lines, and none that is empty");
        }
        return new Checkpoint(lines.get(0), Spelling.number(lines.get(1)), Hash.ofBase64(lines.get(2)));
    }
}
