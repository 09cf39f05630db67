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
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A JSON value as a range of the received bytes. Opening it gives the ranges of what is inside, so that every part can be kept
 * exactly as it came. Broken JSON gives everything before the break; the value that holds the break is not whole.
 */
public final class JsonSlice {
    /** UTF-8 and nothing else (RFC 8259, section 8.1), so that offsets are offsets of bytes. */
    private static final JsonFactory FACTORY = JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();
    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

    private final byte[] source;
    private final int start;
    private final int end;
    private final boolean whole;

    private JsonSlice(byte[] source, int start, int end, boolean whole) {
        this.source = source;
        this.start = start;
        this.end = end;
        this.whole = whole;
    }

    /** The value that a body holds. It is not whole if the body is broken or goes on after it. */
    public static JsonSlice of(byte[] body) {
        return new JsonSlice(body, 0, body.length, isOneValue(body));
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
        var members = new LinkedHashMap<String, JsonSlice>();
        children(JsonToken.START_OBJECT).forEach(child -> members.put(child.name(), child.value()));
        return members;
    }

    /** A member of an object, if it is there. */
    public Optional<JsonSlice> member(String name) {
        return Optional.ofNullable(members().get(name));
    }

    /** The elements of an array, in their order; none where this is no array. */
    public List<JsonSlice> elements() {
        return children(JsonToken.START_ARRAY).stream().map(Child::value).toList();
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

    private record Child(String name, JsonSlice value) {
    }

    private List<Child> children(JsonToken container) {
        var children = new ArrayList<Child>();
        try (var parser = FACTORY.createParser(source, start, end - start)) {
            if (parser.nextToken() != container) {
                return children;
            }
            while (true) {
                var token = parser.nextToken();
                if (token == JsonToken.FIELD_NAME) {
                    token = parser.nextToken();
                }
                if (token == null || token.isStructEnd()) {
                    return children;
                }
                var child = child(parser);
                children.add(child);
                if (!child.value().isWhole()) {
                    return children;
                }
            }
        } catch (IOException broken) {
            return children;
        }
    }

    private Child child(JsonParser parser) throws IOException {
        var name = parser.currentName();
        var from = start + (int) parser.currentTokenLocation().getByteOffset();
        try {
            parser.skipChildren();
            parser.finishToken();
            var to = start + (int) parser.currentLocation().getByteOffset();
            return new Child(name, new JsonSlice(source, from, to, true));
        } catch (IOException broken) {
            return new Child(name, new JsonSlice(source, from, end, false));
        }
    }

    private static boolean isOneValue(byte[] body) {
        try (var parser = FACTORY.createParser(body)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (IOException broken) {
            return false;
        }
    }
}
