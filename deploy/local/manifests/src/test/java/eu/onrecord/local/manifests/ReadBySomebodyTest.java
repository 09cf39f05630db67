package eu.onrecord.local.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * Workflows and the ways images are built are run elsewhere: what no other test looks at stands in a list that somebody has
 * read. Whoever changes one changes the list, and sees what else changed.
 */
class ReadBySomebodyTest {
    private static final Path ROOT = Installation.ROOT;
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*[A-Za-z]+\\s*=");
    /** A name that stands twice would be read by whoever comes first, or last. */
    private static final YAMLMapper STRICT = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    static Stream<Path> files() throws IOException {
        var workflows = ROOT.resolve(".github/workflows");
        try (var found = Files.list(workflows)) {
            var dockerfiles = Stream.of("ingest-service", "consent-service", "archive-service").flatMap(service -> Stream
                    .of("native", "jvm").map(kind -> ROOT.resolve(service + "/src/main/docker/Dockerfile." + kind)));
            return Stream.of(found.sorted().toList().stream(), dockerfiles, Stream.of(ROOT.resolve(".dockerignore")))
                    .flatMap(files -> files);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileSaysWhatSomebodyHasRead(Path file) throws IOException {
        var lines = file.toString().endsWith(".yaml") ? ofYaml(file) : instructions(file);
        var name = ROOT.relativize(file).toString().replaceFirst("^\\.", "").replace('/', '-') + ".txt";
        Files.write(Files.createDirectories(Path.of("target/read")).resolve(name), lines);

        assertEquals(Files.readAllLines(Path.of("src/test/resources/read").resolve(name)), lines);
    }

    /** What looks like a comment may be a directive, which names whose program reads the rest. */
    private static List<String> instructions(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && (!line.startsWith("#") || DIRECTIVE.matcher(line).lookingAt())).toList();
    }

    private static List<String> ofYaml(Path file) throws IOException {
        var lines = new ArrayList<String>();
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode> readValues(Files.readString(file))) {
            flatten("", documents.next(), lines);
            assertFalse(documents.hasNext(), "nobody would read a second document");
        }
        return lines;
    }

    private static void flatten(String where, JsonNode node, List<String> lines) {
        if (node instanceof ArrayNode list) {
            for (var i = 0; i < list.size(); i++) {
                flatten(where + "[" + i + "]", list.get(i), lines);
            }
        } else if (node.isObject() && !node.isEmpty()) {
            node.properties().forEach(member -> flatten(where + "/" + member.getKey(), member.getValue(), lines));
        } else {
            lines.add(where + ": " + node.asText().strip().replace("\\", "\\\\").replace("\n", "\\n"));
        }
    }
}
