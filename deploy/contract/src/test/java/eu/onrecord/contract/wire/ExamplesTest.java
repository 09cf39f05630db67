package eu.onrecord.contract.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

/** The examples are what the schemas describe and what the codec reads and writes. */
class ExamplesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleKeepsToItsSchema(Path file) throws IOException {
        var example = JSON.readTree(file.toFile());
        var schema = "/schemas/" + topic(example).substring("onrecord.".length()) + "-event.v1.schema.json";
        try (var source = ExamplesTest.class.getResourceAsStream(schema)) {
            var validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(source);

            assertEquals(Set.of(), validator.validate(example.path("value"),
                    context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)));
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsTheSameAfterReadingAndWriting(Path file) throws IOException {
        var example = JSON.readTree(file.toFile());
        var record = new ConsumerRecord<>(example.path("topic").asText(), 0, 0, example.path("key").asText(),
                JSON.writeValueAsBytes(example.path("value")));
        example.path("headers").properties()
                .forEach(header -> record.headers().add(header.getKey(), header.getValue().asText().getBytes(UTF_8)));

        Envelope<?> read = switch (topic(example)) {
            case Topic.CHAT -> EventCodec.readChat(record);
            case Topic.CONSENT -> EventCodec.readConsent(record);
            default -> EventCodec.readErasure(record);
        };
        var written = EventCodec.write(example.path("topic").asText(), read);

        assertEquals(example.path("value"), JSON.readTree(written.value()));
        assertEquals(example.path("key").asText(), written.key());
        example.path("headers").properties().forEach(header -> assertEquals(header.getValue().asText(),
                new String(written.headers().lastHeader(header.getKey()).value(), UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void noPersonalDataIsInAnExamplesKeyOrHeaders(Path file) throws IOException {
        var example = JSON.readTree(file.toFile());
        var outside = example.path("key").asText() + example.path("headers");

        assertFalse(outside.contains("wamid") || outside.contains("31612345678") || outside.contains("NL.1349"));
        assertTrue(example.path("headers").path("ce_type").asText().startsWith("eu.onrecord."));
    }

    static Stream<Path> examples() throws IOException {
        return Files.list(Path.of("src/main/resources/examples")).sorted();
    }

    private static String topic(JsonNode example) {
        return example.path("topic").asText();
    }
}
