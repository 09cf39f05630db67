package eu.onrecord.archive.perusal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import eu.onrecord.archive.record.Opened;
import eu.onrecord.local.testing.GoldenMessage;

/** What a person reads of each word of the contract: {@code read.txt} says it, for every example of a conversation. */
class WordsTest {

    @TestFactory
    Stream<DynamicTest> whatIsReadOfEachWord() throws IOException {
        return expected().entrySet().stream()
                .map(line -> DynamicTest.dynamicTest(line.getKey(), () -> assertEquals(line.getValue(), read(line.getKey()))));
    }

    @Test
    void noExampleIsLeftOut() throws IOException {
        assertEquals(
                GoldenMessage.names().stream().filter(name -> name.startsWith("chat-") || name.startsWith("consent-"))
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(expected().keySet()));
    }

    private static String read(String name) {
        var example = GoldenMessage.received(name);
        var type = new String(example.headers().lastHeader("ce_type").value(), UTF_8);
        var entry = Reading.of(
                List.of(new Opened(UUID.randomUUID(), example.key(), type, Instant.EPOCH, Instant.EPOCH, 0L,
                        new Opened.Content.Value(example.value()))),
                List.of(), Map.of()).get(0);
        var parts = Optional.ofNullable(entry.content()).orElse(List.of()).stream()
                .map(part -> part.type() + " " + String.valueOf(part.text()).replace("\n", " / ")).toList();
        return Stream
                .of(Optional.ofNullable(entry.direction()).map(it -> it.name().toLowerCase()).orElse("-"),
                        parts.isEmpty() ? entry.text() : String.join(", ", parts), entry.state(), entry.reason(),
                        entry.sentence())
                .map(told -> told == null ? "-" : told).collect(Collectors.joining(" | "));
    }

    private static Map<String, String> expected() throws IOException {
        var expected = new TreeMap<String, String>();
        for (var line : Files.readAllLines(Path.of("src/test/resources/read.txt"), UTF_8)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                var parts = line.split(": ", 2);
                expected.put(parts[0].strip(), parts[1].strip());
            }
        }
        return expected;
    }
}
