package eu.onrecord.ingest.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A JSON value as a range of the received bytes, with the ranges of what is inside, so that every part can be kept exactly as
 * it came. Broken JSON gives everything before the break; the value that holds the break is not whole. What is nested too
 * deeply, or has too many values, is broken there.
 */
public final class JsonSlice {
    /** The deepest that a provider's example goes is a dozen. */
    static final int DEEPEST = 64;
    /** A full batch of Meta's, a thousand messages with their contacts, has some forty thousand. */
    static final int MOST_TOKENS = 400_000;

    /** UTF-8 and nothing else (RFC 8259, section 8.1), so that offsets are offsets of bytes. */
    private static final JsonFactory FACTORY = JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxTokenCount(MOST_TOKENS).build())
            .build();
    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

    private final byte[] source;
    private final int start;
    private int end;
    private boolean whole;
    private Map<String, JsonSlice> members = Map.of();
    private List<JsonSlice> elements = List.of();

    private JsonSlice(byte[] source, int start) {
        this.source = source;
        this.start = start;
        this.end = source.length;
    }

    /** The value that a body holds. It is not whole if the body is broken or goes on after it. */
    public static JsonSlice of(byte[] body) {
        var root = new JsonSlice(body, 0);
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

    /** Whether the value is complete, well-formed JSON. */
    public boolean isWhole() {
        return whole;
    }

    /** The bytes as they came. */
    public byte[] bytes() {
        return Arrays.copyOfRange(source, start, end);
    }

    /** The members of an object, in their order; none where this is no object. A name that stands twice counts as its last. */
    public Map<String, JsonSlice> members() {
        return members;
    }

    /** A member of an object, if it is there. */
    public Optional<JsonSlice> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** The elements of an array, in their order; none where this is no array. */
    public List<JsonSlice> elements() {
        return elements;
    }

    /** The elements of the array that is a member of this object; none where there is no such array. */
    public List<JsonSlice> elements(String name) {
        return member(name).map(JsonSlice::elements).orElse(List.of());
    }

    /** The value, parsed; a missing node where it cannot be. */
    public JsonNode node() {
        try {
            return whole ? MAPPER.readTree(source, start, end - start) : MAPPER.missingNode();
        } catch (IOException broken) {
            return MAPPER.missingNode();
        }
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
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return takeMembers(parser);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return takeElements(parser);
        }
        parser.finishToken();
        return parser.currentToken() != null;
    }

    private boolean takeMembers(JsonParser parser) throws IOException {
        members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            var child = child(parser);
            members.put(name, child);
            if (!child.whole) {
                return false;
            }
        }
        return parser.currentToken() == JsonToken.END_OBJECT;
    }

    private boolean takeElements(JsonParser parser) throws IOException {
        elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                return false;
            }
            var child = child(parser);
            elements.add(child);
            if (!child.whole) {
                return false;
            }
        }
        return true;
    }

    private JsonSlice child(JsonParser parser) {
        var child = new JsonSlice(source, (int) parser.currentTokenLocation().getByteOffset());
        child.take(parser);
        return child;
    }
}
