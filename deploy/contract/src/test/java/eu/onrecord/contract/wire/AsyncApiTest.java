package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.asyncapi.v3._0_0.model.AsyncAPI;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The description of the wires is what AsyncAPI's own tool reads, and names what is there. */
class AsyncApiTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    @Test
    void theDescriptionIsAsyncApi() throws IOException {
        var text = text();

        assertEquals(YAML.readTree(text), understood(text));
    }

    @ParameterizedTest
    @CsvSource({ "action: send, action: shout", "operations:, operatoins:", "address: onrecord.chat, adress: onrecord.chat",
            "title: OnRecord events, titel: OnRecord events" })
    void aMistakeInItIsFound(String right, String wrong) throws IOException {
        var text = text().replace(right, wrong);
        assertNotEquals(text(), text);

        assertTrue(isRefused(text) || !YAML.readTree(text).equals(understood(text)));
    }

    @Test
    void whatItRefersToIsThere() throws IOException {
        var document = YAML.readTree(text());
        var missing = references(document).stream().filter(reference -> reference.startsWith("#")
                ? document.at(JsonPointer.compile(reference.substring(1))).isMissingNode()
                : !Files.exists(RESOURCES.resolve(reference))).toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void itDescribesEveryTopic() throws IOException {
        var described = new TreeSet<String>();
        YAML.readTree(text()).path("channels").forEach(channel -> described.add(channel.path("address").asText()));
        described.removeIf(address -> !address.startsWith("onrecord."));

        assertEquals(Topic.all().stream().map(Topic::name).collect(Collectors.toCollection(TreeSet::new)), described);
    }

    /** What the tool made of it, written again: what it passed over is missing. */
    private static JsonNode understood(String text) throws IOException {
        return YAML.valueToTree(YAML.readValue(text, AsyncAPI.class));
    }

    private static boolean isRefused(String text) throws IOException {
        try {
            YAML.readValue(text, AsyncAPI.class);
            return false;
        } catch (JsonProcessingException refused) {
            return true;
        }
    }

    private static List<String> references(JsonNode node) {
        var found = new ArrayList<String>();
        node.findValues("$ref").forEach(reference -> found.add(reference.asText()));
        return found;
    }

    private static String text() throws IOException {
        return Files.readString(RESOURCES.resolve("asyncapi.yaml"));
    }
}
