package eu.onrecord.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A signed note (https://c2sp.org/signed-note). That it is one says nothing of whether its signatures are right: a
 * {@link VerifierKey} does.
 *
 * @param text what is signed, with its last newline
 * @param signatures at least one
 */
public record Note(String text, List<Line> signatures) {
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x09\\x0b-\\x1f]");
    private static final String BETWEEN = "\n\n";
    /** Nobody who is honest has more of them; the specification wants 16 at least. */
    private static final int MOST_SIGNATURES = 128;

    public Note {
        signatures = List.copyOf(signatures);
    }

    /**
     * A signature's line.
     *
     * @param name of the key
     * @param keyId of the key: a hint which one, no proof
     * @param signature as the key's type has it
     */
    public record Line(String name, int keyId, byte[] signature) {
        private static final String DASH = "\u2014 ";

        /** @throws Malformed if it is none */
        public static Line of(String line) {
            if (!line.startsWith(DASH)) {
                throw new Malformed("a signature's line begins with a dash");
            }
            var words = line.substring(DASH.length()).split(" ", -1);
            if (words.length != 2) {
                throw new Malformed("a signature's line has a name and a signature");
            }
            var bytes = Spelling.bytes(words[1]);
            if (bytes.length <= Integer.BYTES) {
                throw new Malformed("a signature has a key id and something behind it");
            }
            return new Line(KeyName.checked(words[0]), ByteBuffer.wrap(bytes).getInt(),
                    Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
        }

        /** As it stands in a note, without the newline. */
        public String text() {
            return DASH + name + " " + Spelling.base64(
                    ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature).array());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Line that && text().equals(that.text());
        }

        @Override
        public int hashCode() {
            return text().hashCode();
        }
    }

    /** @throws Malformed if they are none */
    public static Note of(byte[] bytes) {
        try {
            return of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException noText) {
            throw new Malformed("a note is UTF-8");
        }
    }

    /** @throws Malformed if it is none */
    public static Note of(String note) {
        var end = note.lastIndexOf(BETWEEN);
        if (end < 0 || !note.endsWith("\n") || end + BETWEEN.length() == note.length()) {
            throw new Malformed("a note is a text, an empty line and signatures");
        }
        var lines = note.substring(end + BETWEEN.length(), note.length() - 1).split("\n", -1);
        if (lines.length > MOST_SIGNATURES) {
            throw new Malformed("a note with too many signatures");
        }
        return new Note(checked(note.substring(0, end + 1)), Stream.of(lines).map(Line::of).toList());
    }

    /** The whole of it. */
    @Override
    public String toString() {
        return text + "\n" + signatures.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    }

    /** With further signatures. */
    public Note with(List<Line> more) {
        return new Note(text, Stream.concat(signatures.stream(), more.stream()).distinct().toList());
    }

    private static String checked(String text) {
        if (CONTROLS.matcher(text).find() || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new Malformed("a control character in a note, or half a character");
        }
        return text;
    }
}
