package eu.onrecord.consent.register;

import java.io.IOException;
import java.io.Reader;

/** Lines of a text, of which one that is too long takes no more room than it may. */
final class BoundedLines {
    private final Reader source;
    private final int longest;

    /** @param longest characters that a line may have; of a longer one there are as many and one more */
    BoundedLines(Reader source, int longest) {
        this.source = source;
        this.longest = longest;
    }

    /** The next line that is not empty; null at the end. */
    String next() throws IOException {
        var line = new StringBuilder();
        for (var c = source.read(); c >= 0; c = source.read()) {
            if (c == '\n') {
                if (!line.toString().isBlank()) {
                    return line.toString();
                }
                line.setLength(0);
            } else if (line.length() <= longest) {
                line.append((char) c);
            }
        }
        return line.toString().isBlank() ? null : line.toString();
    }
}
