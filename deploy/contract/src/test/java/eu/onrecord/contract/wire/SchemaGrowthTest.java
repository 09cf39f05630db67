package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.contract.chat.ThreadId;

/**
 * Version 1 only grows: whatever is in the baseline stays as it is, for ever. Whoever adds a field adds its line to the
 * baseline; a line is never changed or taken away.
 */
class SchemaGrowthTest {

    @ParameterizedTest
    @CsvSource({ "chat", "consent", "erasure", "act" })
    void noFieldOfVersion1WasLostOrChanged(String event) {
        var today = fieldsOf(schema(event));

        for (var field : baseline(event)) {
            assertTrue(today.stream().anyMatch(now -> now.keeps(field)), () -> "lost or changed: " + field);
        }
    }

    @ParameterizedTest
    @CsvSource({ "chat", "consent", "erasure", "act" })
    void everyFieldIsInTheBaselineSoThatItCannotBeLostLater(String event) {
        var known = new TreeSet<String>();
        baseline(event).forEach(field -> known.add(field.path()));

        var today = new TreeSet<String>();
        fieldsOf(schema(event)).forEach(field -> today.add(field.path()));

        assertEquals(known, today);
    }

    @ParameterizedTest
    @CsvSource({ "chat, eu.onrecord.contract.chat.ChatEvent", "consent, eu.onrecord.contract.consent.ConsentEvent",
            "erasure, eu.onrecord.contract.erasure.CustomerErasure", "act, eu.onrecord.contract.act.Act" })
    void theSchemaDescribesJustTheFieldsOfTheJavaRecord(String event, Class<?> type) {
        var described = new TreeSet<String>();
        fieldsOf(schema(event)).forEach(field -> described.add(field.path()));

        assertEquals(componentsOf("", type), described);
    }

    private record Field(String path, String type, boolean required, Set<String> words) {
        static Field parse(String line) {
            var parts = new ArrayList<>(List.of(line.split(" ")));
            var required = parts.remove("required");
            var words = parts.size() > 2 ? Set.of(parts.get(2).split("\\|")) : Set.<String> of();
            return new Field(parts.get(0), parts.get(1), required, words);
        }

        /** A required field stays so for its readers, an optional one for its writers; a list of words may grow. */
        boolean keeps(Field before) {
            return path.equals(before.path) && type.equals(before.type) && required == before.required
                    && words.containsAll(before.words) && words.isEmpty() == before.words.isEmpty();
        }
    }

    private static List<Field> fieldsOf(JsonNode schema) {
        var fields = new ArrayList<Field>();
        collect("", schema, fields);
        return fields;
    }

    private static void collect(String path, JsonNode schema, List<Field> fields) {
        var required = new HashSet<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(property -> {
            var inner = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            var words = new HashSet<String>();
            property.getValue().path("enum").forEach(word -> words.add(word.asText()));
            fields.add(new Field(inner, property.getValue().path("type").asText(), required.contains(property.getKey()),
                    words));
            collect(inner, property.getValue(), fields);
        });
        if (schema.has("items")) {
            fields.add(new Field(path + "[]", schema.path("items").path("type").asText(), false, Set.of()));
            collect(path, schema.path("items"), fields);
        }
    }

    private static Set<String> componentsOf(String path, Class<?> type) {
        var paths = new TreeSet<String>();
        for (RecordComponent component : type.getRecordComponents()) {
            var inner = path.isEmpty() ? component.getName() : path + "." + component.getName();
            paths.add(inner);
            if (component.getType() == List.class) {
                paths.add(inner + "[]");
            }
            paths.addAll(innerComponents(inner, component.getGenericType()));
        }
        return paths;
    }

    private static Set<String> innerComponents(String path, Type type) {
        var element = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
        return element instanceof Class<?> inner && inner.isRecord() && inner != ThreadId.class ? componentsOf(path, inner)
                : Set.of();
    }

    private static JsonNode schema(String event) {
        try (var json = SchemaGrowthTest.class.getResourceAsStream("/schemas/" + event + "-event.v1.schema.json")) {
            return JsonMapper.builder().build().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Field> baseline(String event) {
        try (var text = SchemaGrowthTest.class.getResourceAsStream("/" + event + "-event.v1.baseline.txt")) {
            return Arrays.stream(new String(text.readAllBytes(), StandardCharsets.UTF_8).split("\n")).map(Field::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
