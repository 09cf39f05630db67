package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Each word that one service writes and another reads stands in an example, which its producer makes exactly and its consumers
 * handle; or on the list of those that nobody writes or reads yet, with the reason.
 */
class WordsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> SCHEMAS = Map.of("chat", Topic.CHAT, "consent", Topic.CONSENT, "erasure",
            Topic.ERASURE, "act", Topic.ACTS);

    @Test
    void eachWordStandsInAnExampleOrOnTheListOfThoseToCome() {
        var missing = new TreeSet<String>();
        SCHEMAS.forEach((schema, topic) -> words("", schema(schema)).forEach((path, words) -> {
            var said = examples(topic).flatMap(example -> values(example, List.of(path.split("\\."))))
                    .collect(Collectors.toSet());
            words.stream().filter(word -> !said.contains(word)).forEach(word -> missing.add(schema + " " + path + " " + word));
        }));

        assertEquals(toCome().keySet(), missing);
    }

    @Test
    void nothingIsToComeWithoutAReason() {
        assertEquals(List.of(), toCome().entrySet().stream().filter(word -> word.getValue().isBlank()).toList());
    }

    /** The words that a list allows, by their path; elements of an array have its path. */
    private static Map<String, List<String>> words(String path, JsonNode schema) {
        var found = new TreeMap<String, List<String>>();
        if (schema.has("enum")) {
            var words = new ArrayList<String>();
            schema.path("enum").forEach(word -> words.add(word.asText()));
            found.put(path, words);
        }
        schema.path("properties").properties().forEach(property -> found.putAll(
                words(path.isEmpty() ? property.getKey() : path + "." + property.getKey(), property.getValue())));
        if (schema.has("items")) {
            found.putAll(words(path, schema.path("items")));
        }
        return found;
    }

    private static Stream<String> values(JsonNode at, List<String> path) {
        if (at.isArray()) {
            return at.valueStream().flatMap(element -> values(element, path));
        }
        if (path.isEmpty()) {
            return Stream.of(at.asText());
        }
        return at.has(path.get(0)) ? values(at.path(path.get(0)), path.subList(1, path.size())) : Stream.of();
    }

    private static Stream<JsonNode> examples(String topic) {
        try (var files = Files.list(Path.of("src/main/resources/examples"))) {
            return files.toList().stream().map(WordsTest::read).filter(example -> example.path("topic").asText().equals(topic))
                    .map(example -> example.path("value"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode schema(String event) {
        return read(Path.of("src/main/resources/schemas/" + event + "-event.v1.schema.json"));
    }

    /** From a schema, a path and a word to why it stands in no example. */
    private static Map<String, String> toCome() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/words-to-come.txt")).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split(":", 2))
                    .collect(Collectors.toMap(line -> line[0].strip(), line -> line[1].strip(), (one, other) -> one,
                            TreeMap::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
