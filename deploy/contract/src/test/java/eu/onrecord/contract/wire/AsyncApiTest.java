package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.asyncapi.v3._0_0.model.AsyncAPI;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import eu.onrecord.contract.wire.Examples.Example;

/** The description of the wires is what AsyncAPI's own tool reads, and what the examples are. */
class AsyncApiTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final String DESK = "https://desk.example.org/webhooks";
    private static final YAMLMapper YAML = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    @Test
    void theDescriptionIsAsyncApi() throws IOException {
        var text = text();

        assertEquals(YAML.readTree(text), understood(text));
        assertEquals("3.0.0", document().path("asyncapi").asText());
    }

    @ParameterizedTest
    @CsvSource({ "action: send, action: shout", "operations:, operatoins:", "address: onrecord.chat, adress: onrecord.chat",
            "title: OnRecord events, titel: OnRecord events" })
    void aMistakeInItIsFound(String right, String wrong) throws IOException {
        var text = text().replace(right, wrong);
        assertNotEquals(text(), text);

        assertTrue(isRefused(text) || !YAML.readTree(text).equals(understood(text)));
    }

    /** Each kind of place refers to its own kind of thing. */
    @ParameterizedTest
    @CsvSource({ "/channels/*/messages/*, #/components/messages/", "/operations/*/channel, #/channels/",
            "/components/messages/*/payload, schemas/", "/components/messages/*/headers, #/components/schemas/" })
    void whatItRefersToIsThereAndOfItsKind(String place, String kind) throws IOException {
        var document = document();
        var wrong = at(document, place).map(node -> node.path("$ref")).filter(reference -> !reference.isMissingNode())
                .map(JsonNode::asText).filter(reference -> !reference.startsWith(kind) || !isThere(document, reference))
                .toList();

        assertEquals(List.of(), wrong);
    }

    /** What may stand where, so that nothing is referred to from where nobody looks. */
    @ParameterizedTest
    @CsvSource({ "/channels/*, address description messages", "/operations/*, action channel",
            "/operations/*/channel, $ref", "/channels/*/messages/*, $ref", "/servers, cluster",
            "/servers/*, description host protocol", "/components, messages schemas",
            "/components/schemas, cloudEventHeaders" })
    void nothingElseIsSaidThere(String place, String allowed) throws IOException {
        var said = at(document(), place).flatMap(node -> names(node).stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(allowed, String.join(" ", said));
    }

    @Test
    void itIsVersion1ReachedWithACertificate() throws IOException {
        assertEquals("1.0.0", document().at("/info/version").asText());
        assertEquals("onrecord-kafka-bootstrap:9093", document().at("/servers/cluster/host").asText());
        assertEquals("kafka-secure", document().at("/servers/cluster/protocol").asText());
    }

    /** Those of which there is no example. */
    @ParameterizedTest
    @CsvSource({ "quarantine, quarantined, application/octet-stream", "consentDeadLetter, deadLetter, application/octet-stream",
            "archiveDeadLetter, deadLetter, application/octet-stream", "checkpoints, checkpoint, text/plain" })
    void whatIsNoJsonIsDescribedAsItIs(String channel, String message, String contentType) throws IOException {
        assertEquals(Set.of(message), names(document().at("/channels/" + channel + "/messages")));
        assertEquals(contentType, document().at("/components/messages/" + message + "/contentType").asText());
        assertTrue(document().at("/components/messages/" + message + "/payload").isMissingNode());
    }

    @Test
    void theHeadersOfAnEventNeverChange() throws IOException {
        var headers = new Schema("headers", document().at("/components/schemas/cloudEventHeaders"));

        assertEquals(String.join("\n", Files.readAllLines(Path.of("src/test/resources/baselines/cloud-event-headers.txt"))),
                String.join("\n", headers.lines()));
    }

    @Test
    void itDescribesEveryTopicOnceAndTheDesk() throws IOException {
        var described = at(document(), "/channels/*/address").map(JsonNode::asText).sorted().toList();
        var there = Stream.concat(Topic.all().stream().map(Topic::name), Stream.of(DESK)).sorted().toList();

        assertEquals(there, described);
    }

    @TestFactory
    Stream<DynamicTest> eachExampleIsWhatItsChannelDescribes() {
        return Examples.ofKafka().map(example -> DynamicTest.dynamicTest(example.name(), () -> {
            var message = message(example.topic(), example.type());

            assertEquals("schemas/" + Examples.SCHEMAS.get(example.topic()) + ".schema.json", payload(message));
            assertEquals(names(example.headers()), names(headers(message).path("properties")));
            assertEquals(Set.of(), Schema.validate(required(headers(message)), example.headers()));
            assertEquals(example.headers().path("content-type").asText(),
                    message.path("contentType").asText(document().path("defaultContentType").asText()));
        }));
    }

    @TestFactory
    Stream<DynamicTest> eachExampleOfADeskIsWhatItsChannelDescribes() {
        return Examples.ofDesks().map(example -> DynamicTest.dynamicTest(example.path("id").asText(), () -> {
            var message = message(DESK, example.path("type").asText());

            assertEquals("schemas/" + Examples.deskSchema(example) + ".schema.json", payload(message));
            assertEquals("application/cloudevents+json", message.path("contentType").asText());
            assertTrue(message.path("headers").isMissingNode());
        }));
    }

    /** Bytes as they came, and the ledger's text, are no JSON, so no example is of them. */
    @Test
    void eachMessageThatIsDescribedIsSaidBySomeExample() throws IOException {
        var said = Stream.concat(Examples.ofKafka().map(AsyncApiTest::ofKafka),
                Examples.ofDesks().map(example -> DESK + " " + example.path("type").asText())).collect(Collectors.toSet());
        var silent = new TreeSet<String>();
        document().path("channels").forEach(channel -> channel.path("messages").properties().forEach(message -> {
            var name = resolve(message.getValue()).path("name").asText();
            if (said.stream().noneMatch(it -> it.matches(pattern(channel.path("address").asText() + " " + name)))) {
                silent.add(message.getKey());
            }
        }));

        assertEquals(Set.of("quarantined", "deadLetter", "checkpoint"), silent);
    }

    @Test
    void eachMessageTravelsSomewhere() throws IOException {
        var used = at(document(), "/channels/*/messages/*/$ref").map(it -> it.asText().replace("#/components/messages/", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(names(document().at("/components/messages")), used);
    }

    private static String ofKafka(Example example) {
        return example.topic() + " " + example.type();
    }

    /** The one message of the channel with this address that is called so. */
    private static JsonNode message(String address, String type) {
        var found = new ArrayList<JsonNode>();
        document().path("channels").forEach(channel -> {
            if (channel.path("address").asText().equals(address)) {
                channel.path("messages").forEach(reference -> {
                    var message = resolve(reference);
                    if (type.matches(pattern(message.path("name").asText()))) {
                        found.add(message);
                    }
                });
            }
        });
        assertEquals(1, found.size(), address + " " + type);
        return found.get(0);
    }

    private static String pattern(String name) {
        return name.replace(".", "\\.").replace("*", "[a-z-]+");
    }

    private static String payload(JsonNode message) {
        return message.at("/payload/$ref").asText();
    }

    private static JsonNode headers(JsonNode message) {
        return message.path("headers").has("$ref") ? resolve(message.path("headers")) : message.path("headers");
    }

    /** All that is described is there. */
    private static JsonNode required(JsonNode headers) {
        var required = new TreeSet<String>();
        headers.path("required").forEach(name -> required.add(name.asText()));
        assertEquals(names(headers.path("properties")), required);
        return headers;
    }

    private static Set<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode resolve(JsonNode reference) {
        return document().at(JsonPointer.compile(reference.path("$ref").asText().substring(1)));
    }

    private static boolean isThere(JsonNode document, String reference) {
        return reference.startsWith("#") ? !document.at(JsonPointer.compile(reference.substring(1))).isMissingNode()
                : Files.isRegularFile(RESOURCES.resolve(reference));
    }

    /** What stands at a path, in which a star is any name. */
    private static Stream<JsonNode> at(JsonNode document, String path) {
        var here = Stream.of(document);
        for (var name : path.substring(1).split("/")) {
            here = here.flatMap(node -> name.equals("*") ? node.valueStream() : Stream.of(node.path(name)))
                    .filter(node -> !node.isMissingNode());
        }
        return here;
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

    private static JsonNode document() {
        try {
            return YAML.readTree(text());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text() throws IOException {
        return Files.readString(RESOURCES.resolve("asyncapi.yaml"));
    }
}
