package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Each word and each member that one service writes and another reads stands in an example, which its producer makes exactly
 * and
 * its consumers handle; or on the list of those that nobody writes or reads yet, with the reason.
 */
class WordsTest {

    @Test
    void eachWordStandsInAnExampleOrOnTheListOfThoseToCome() {
        var missing = new TreeSet<String>();
        Examples.SCHEMAS.values().forEach(name -> Schema.of(name).words().forEach((path, words) -> {
            var said = Examples.of(name).stream().flatMap(example -> Schema.at(example, path)).map(JsonNode::asText)
                    .collect(Collectors.toSet());
            words.stream().filter(word -> !said.contains(word)).forEach(word -> missing.add(name + " " + path + " " + word));
        }));

        assertEquals(String.join("\n", toCome("words-to-come").keySet()), String.join("\n", missing));
    }

    @Test
    void eachMemberStandsInAnExampleOrOnTheListOfThoseToCome() {
        var missing = new TreeSet<String>();
        Schema.names().forEach(name -> Schema.of(name).members().stream()
                .filter(path -> Examples.of(name).stream().flatMap(example -> Schema.at(example, path)).findAny().isEmpty())
                .forEach(path -> missing.add(name + " " + path)));

        assertEquals(String.join("\n", toCome("members-to-come").keySet()), String.join("\n", missing));
    }

    @ParameterizedTest
    @ValueSource(strings = { "words-to-come", "members-to-come" })
    void nothingIsToComeWithoutAReason(String list) {
        toCome(list).forEach((what, reason) -> assertTrue(reason.split("\\s+").length > 4, what + ": " + reason));
    }

    /** What is to come, and why it stands in no example. */
    private static Map<String, String> toCome(String list) {
        try {
            return Files.readAllLines(Path.of("src/test/resources/" + list + ".txt")).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split(":", 2))
                    .collect(Collectors.toMap(line -> line[0].strip(), line -> line[1].strip(), (one, other) -> {
                        throw new IllegalStateException("twice: " + one);
                    }, TreeMap::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
