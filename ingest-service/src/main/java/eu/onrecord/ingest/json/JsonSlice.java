package eu.onrecord.ingest.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * A JSON value as a range of the received bytes, with the ranges of what is inside, so that every part can be kept exactly as
 * it came. One pass finds them all; texts are decoded when they are asked for. Broken JSON gives everything before the break;
 * the value that holds the break is not whole. What is nested too deeply, or has too many values, is broken there.
 */
public final class JsonSlice {
    /** The deepest that a provider's example goes is a dozen. */
    static final int DEEPEST = 64;
    /** A full batch of Meta's, a thousand messages with their contacts, has some forty thousand. */
    static final int MOST_TOKENS = 400_000;
    /** Some hundred milliseconds. A thousand sentences of a provider's have sixty thousand signs. */
    static final int MOST_EFFORT = 100_000;

    /** UTF-8 and nothing else (RFC 8259, section 8.1), so that offsets are offsets of bytes. */
    private static final JsonFactory FACTORY = JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxTokenCount(MOST_TOKENS).build())
            .build();
    /** A value that is not there. */
    public static final JsonSlice NOTHING = new JsonSlice(null, new byte[0], 0, null);

    /** The name that a member of an object has. */
    private final String name;
    private final byte[] source;
    private final int start;
    private int end;
    private boolean whole;
    private JsonToken kind = JsonToken.NOT_AVAILABLE;
    private List<JsonSlice> children = List.of();
    /** Shared by all that one body holds; null where nothing is held. */
    private final Effort effort;

    private JsonSlice(String name, byte[] source, int start, Effort effort) {
        this.effort = effort;
        this.name = name;
        this.source = source;
        this.start = start;
        this.end = source.length;
    }

    /** The value that a body holds. It is not whole if the body is broken or goes on after it. */
    public static JsonSlice of(byte[] body) {
        var root = new JsonSlice(null, body, 0, new Effort());
        try (var parser = FACTORY.createParser(body)) {
            if (parser.nextToken() != null) {
                root.take(parser);
                root.whole = root.whole && parser.nextToken() == null;
                root.end = body.length;
            }
        } catch (IOException broken) {
            root.whole = false;
        }
        return root;
    }

    /** How much work beside reading one body may make: by one thread. */
    private static final class Effort {
        private int left = MOST_EFFORT;

        boolean takes(int signs) {
            left = Math.max(-1, left - signs);
            return left >= 0;
        }
    }

    /**
     * Whether the body that holds this may make so much more work.
     *
     * @param signs to be looked at one by one, in ways that cost microseconds each
     */
    public boolean takes(int signs) {
        return effort == null || effort.takes(signs);
    }

    /** Whether the value is complete, well-formed JSON. */
    public boolean isWhole() {
        return whole;
    }

    /** A word of a closed list, in the one spelling in which it is compared; empty where it is no text. */
    public Optional<String> word() {
        return text().map(word -> word.toLowerCase(Locale.ROOT));
    }

    /** Whether there is a value at all. */
    public boolean exists() {
        return kind != JsonToken.NOT_AVAILABLE;
    }

    public boolean isObject() {
        return kind == JsonToken.START_OBJECT;
    }

    public boolean isArray() {
        return kind == JsonToken.START_ARRAY;
    }

    public boolean isText() {
        return kind == JsonToken.VALUE_STRING;
    }

    public boolean isNull() {
        return kind == JsonToken.VALUE_NULL;
    }

    public boolean isInteger() {
        return kind == JsonToken.VALUE_NUMBER_INT;
    }

    /** The bytes as they came. */
    public byte[] bytes() {
        return Arrays.copyOfRange(source, start, end);
    }

    /** How many bytes those are. */
    public int length() {
        return end - start;
    }

    /** Puts the bytes as they came into an array that has room for them. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(source, start, target, offset, length());
    }

    /** The members of an object, in their order; none where this is no object. */
    public List<JsonSlice> members() {
        return isObject() ? children : List.of();
    }

    /** The name that this has in its object; null where it is no member of one. */
    public String name() {
        return name;
    }

    /**
     * The member at the end of a path of names; one that does not exist where there is none. A name that stands twice counts as
     * its last.
     */
    public JsonSlice at(String... path) {
        var found = this;
        for (var step : path) {
            found = found.member(step);
        }
        return found;
    }

    /** Whether an object has a member of this name. */
    public boolean has(String member) {
        return member(member).exists();
    }

    /** The elements of an array, in their order; none where this is no array. */
    public List<JsonSlice> elements() {
        return isArray() ? children : List.of();
    }

    /** The elements of an array; where an object stands instead of a list, it is taken for the only one. */
    public List<JsonSlice> items() {
        return isObject() && !children.isEmpty() ? List.of(this) : elements();
    }

    /** What a string says, or how a number, true or false is written; empty for anything else. */
    public Optional<String> scalar() {
        return isText() ? text()
                : whole && kind.isScalarValue() && kind != JsonToken.VALUE_NULL ? Optional.of(written())
                        : Optional.empty();
    }

    /** What a string says; empty where this is none. */
    public Optional<String> text() {
        return Optional.ofNullable(textOrNull());
    }

    /** What a string says; null where this is none. */
    public String textOrNull() {
        if (!whole || !isText()) {
            return null;
        }
        for (var i = start + 1; i < end - 1; i++) {
            if (source[i] == '\\') {
                return unescaped();
            }
        }
        return new String(source, start + 1, length() - 2, UTF_8);
    }

    /** The value as it is written, in the provider's own spelling. */
    public String written() {
        return new String(source, start, length(), UTF_8);
    }

    @Override
    public String toString() {
        return "JsonSlice[" + length() + " bytes]";
    }

    private String unescaped() {
        try (var parser = FACTORY.createParser(source, start, length())) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException impossible) {
            throw new IllegalStateException("a string that was read before", impossible);
        }
    }

    private JsonSlice member(String wanted) {
        if (isObject()) {
            for (var i = children.size() - 1; i >= 0; i--) {
                if (children.get(i).name.equals(wanted)) {
                    return children.get(i);
                }
            }
        }
        return NOTHING;
    }

    /** Takes the value at which the parser stands; stays not whole if it breaks off. */
    private void take(JsonParser parser) {
        try {
            whole = takeInside(parser);
            end = whole ? (int) parser.currentLocation().getByteOffset() : end;
        } catch (IOException broken) {
            whole = false;
        }
    }

    private boolean takeInside(JsonParser parser) throws IOException {
        if (parser.currentToken() == null) {
            return false;
        }
        kind = parser.currentToken();
        return switch (kind) {
            case START_OBJECT -> takeMembers(parser);
            case START_ARRAY -> takeElements(parser);
            default -> {
                parser.finishToken();
                yield true;
            }
        };
    }

    private boolean takeMembers(JsonParser parser) throws IOException {
        children = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var member = parser.currentName();
            parser.nextToken();
            if (!takeChild(member, parser)) {
                return false;
            }
        }
        return parser.currentToken() == JsonToken.END_OBJECT;
    }

    private boolean takeElements(JsonParser parser) throws IOException {
        children = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!takeChild(null, parser)) {
                return false;
            }
        }
        return true;
    }

    private boolean takeChild(String member, JsonParser parser) {
        var child = new JsonSlice(member, source, (int) parser.currentTokenLocation().getByteOffset(), effort);
        child.take(parser);
        children.add(child);
        return child.whole;
    }
}
