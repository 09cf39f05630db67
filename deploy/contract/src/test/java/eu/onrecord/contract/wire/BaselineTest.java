package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the examples say and how the wires are described stays as it is, unless somebody means to change it: then the lines that
 * stand in {@code target/baselines} take the place of the baseline's.
 */
class BaselineTest {
    private static final Path BASELINES = Path.of("src/test/resources/baselines");
    private static final Path RESOURCES = Path.of("src/main/resources");
    /** Words for readers, which may be said better. */
    private static final Set<String> PROSE = Set.of("title", "description", "summary");
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Test
    void eachExampleSaysWhatItSaid() throws IOException {
        var lines = new TreeSet<String>();
        for (var directory : List.of("examples", "desk")) {
            try (var files = Files.list(RESOURCES.resolve(directory))) {
                for (var file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
                    // the order of members says nothing
                    var said = JSON.writeValueAsBytes(JSON.treeToValue(JSON.readTree(Files.readString(file)), Object.class));
                    lines.add(directory + "/" + file.getFileName() + " " + sha256(said));
                }
            }
        }

        assertIsBaseline("examples", lines);
    }

    @Test
    void theWiresAreDescribedAsTheyWere() throws IOException {
        var lines = new TreeSet<String>();
        collect("", YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build()
                .readTree(Files.readString(RESOURCES.resolve("asyncapi.yaml"))), lines);

        assertIsBaseline("asyncapi", lines);
    }

    @Test
    void theTopicsAreWhatTheyWere() throws IOException {
        var lines = new TreeSet<String>();
        var topics = JSON.readTree(Files.readString(RESOURCES.resolve("topics.json")));
        topics.forEach(topic -> collect(topic.path("name").asText(), topic, lines));

        assertIsBaseline("topics", lines);
    }

    private static void assertIsBaseline(String name, SortedSet<String> lines) throws IOException {
        var found = Files.createDirectories(Path.of("target/baselines")).resolve(name + ".txt");
        Files.write(found, lines);
        assertEquals(Files.readString(BASELINES.resolve(name + ".txt")), Files.readString(found));
    }

    private static void collect(String path, JsonNode value, Set<String> lines) {
        if (value.isContainerNode() && !value.isEmpty()) {
            value.properties().stream().filter(it -> !PROSE.contains(it.getKey()) || !it.getValue().isTextual())
                    .forEach(it -> collect(path + "/" + it.getKey(), it.getValue(), lines));
            for (var i = 0; value.isArray() && i < value.size(); i++) {
                collect(path + "/" + i, value.get(i), lines);
            }
        } else {
            lines.add(path + " " + value);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
