package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

/** What desks are told, by example: each of them is what its schema says, and each word of the schemas stands in one. */
class DeskExamplesTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TestFactory
    Stream<DynamicTest> eachExampleIsWhatItsSchemaSays() throws IOException {
        return examples().map(example -> DynamicTest.dynamicTest(example.path("type").asText(), () -> assertEquals(Set.of(),
                JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema(example)).validate(example))));
    }

    @Test
    void eachWordStandsInAnExample() throws IOException {
        var missing = new TreeSet<String>();
        try (var files = Files.list(RESOURCES.resolve("schemas"))) {
            for (var file : files.filter(it -> it.getFileName().toString().startsWith("desk-")).toList()) {
                var schema = JSON.readTree(file.toFile());
                var type = schema.at("/properties/type/const").asText();
                for (var member : schema.at("/properties/data/properties").properties()) {
                    for (var word : member.getValue().path("enum")) {
                        if (examples().noneMatch(it -> it.path("type").asText().equals(type)
                                && it.path("data").path(member.getKey()).equals(word))) {
                            missing.add(type + " " + member.getKey() + " " + word.asText());
                        }
                    }
                }
            }
        }
        // what customers want changes what is sent, and stands in each message that comes after
        missing.removeAll(Set.of("eu.onrecord.desk.message-received.v1 optOut marketing"));

        assertEquals(Set.of(), missing);
    }

    private static JsonNode schema(JsonNode example) throws IOException {
        var name = example.path("type").asText().replace("eu.onrecord.", "").replaceFirst("\\.", "-");
        return JSON.readTree(RESOURCES.resolve("schemas/" + name + ".schema.json").toFile());
    }

    private static Stream<JsonNode> examples() throws IOException {
        try (var files = Files.list(RESOURCES.resolve("desk"))) {
            var all = files.sorted().toList();
            var read = new ArrayList<JsonNode>();
            for (var file : all) {
                read.add(JSON.readTree(file.toFile()));
            }
            return read.stream();
        }
    }
}
