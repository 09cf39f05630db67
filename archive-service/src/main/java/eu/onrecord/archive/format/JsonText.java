package eu.onrecord.archive.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** Where in its bytes each value of a JSON text stands. */
final class JsonText {
    private static final int DEEPEST = 64;
    private static final int MOST_VALUES = 100_000;
    /** No limits but ours: what a text is must not depend on who reads it. */
    private static final JsonFactory FACTORY = JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW).disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST)
                    .maxNumberLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE).maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonText() {
    }

    /**
     * A value.
     *
     * @param start its first byte
     * @param end behind its last byte
     * @param members of an object, by their unescaped names
     * @param elements of an array
     */
    record Value(int start, int end, Map<String, Value> members, List<Value> elements) {
    }

    /**
     * The value that the bytes hold; empty unless they are RFC 8259 in valid UTF-8 without a byte order mark, at most 64 deep
     * and of at most 100,000 values, and no object has a member twice.
     */
    static Optional<Value> read(byte[] bytes) {
        try (var parser = FACTORY.createParser(bytes)) {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            var value = value(parser, new int[1]);
            return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
        } catch (CharacterCodingException noUtf8) {
            return Optional.empty();
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static Value value(JsonParser parser, int[] values) throws IOException {
        if (++values[0] > MOST_VALUES) {
            throw new IOException("too many values");
        }
        var start = (int) parser.currentTokenLocation().getByteOffset();
        var members = new LinkedHashMap<String, Value>();
        var elements = new ArrayList<Value>();
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    parser.nextToken();
                    if (members.put(name, value(parser, values)) != null) {
                        throw new IOException("a member twice");
                    }
                }
            }
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser, values));
                }
            }
            default -> parser.finishToken();
        }
        return new Value(start, (int) parser.currentLocation().getByteOffset(), members, elements);
    }
}
