package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

/**
 * Version 1 only grows: whatever is in a baseline stays as it is, for ever. Whoever adds a member or a word adds its lines; no
 * line of a baseline is changed or taken away.
 */
class SchemaTest {
    private static final Path BASELINES = Path.of("src/test/resources/baselines");
    /** What a schema may say. Anything else, such as a longest text or no further member, would refuse what is valid today. */
    private static final Set<String> KEYWORDS = Set.of("$schema", "$id", "title", "description", "type", "required",
            "properties", "items", "enum", "const", "format", "pattern", "anyOf", "contentEncoding", "$ref");
    private static final Set<String> SHAPE = Set.of("type", "format", "enum", "contentEncoding", "required");

    /** Words that each writer writes, and a reader may be too old for. */
    private static final Set<String> MAY_BE_NEWER = Set.of("message.author required kind", "disclosure.retention required from",
            "refusal required reason", "refusal required purpose");

    @ParameterizedTest
    @MethodSource("names")
    void version1SaysJustWhatItsBaselineSays(String name) throws IOException {
        assertEquals(String.join("\n", Files.readAllLines(BASELINES.resolve(name + ".txt"))),
                String.join("\n", Schema.of(name).lines()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aSchemaIsOneAndIsCalledByItsName(String name) {
        var schema = Schema.of(name);
        var dialect = URI.create(schema.json().path("$schema").asText());
        var metaSchema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(dialect);

        assertEquals(URI.create("https://json-schema.org/draft/2020-12/schema"), dialect);
        assertEquals(Set.of(), metaSchema.validate(schema.json(),
                context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)));
        assertEquals("https://onrecord.eu/schemas/" + name + ".schema.json", schema.json().path("$id").asText());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aSchemaLeavesRoomToGrow(String name) {
        var others = new TreeSet<>(Schema.of(name).keywords());
        others.removeAll(KEYWORDS);

        assertEquals(Set.of(), others);
    }

    @ParameterizedTest
    @CsvSource({ "chat-event.v1, eu.onrecord.contract.chat.ChatEvent",
            "consent-event.v1, eu.onrecord.contract.consent.ConsentEvent",
            "erasure-event.v1, eu.onrecord.contract.erasure.CustomerErasure", "act-event.v1, eu.onrecord.contract.act.Act" })
    void theSchemaDescribesJustTheJavaRecord(String name, Class<? extends Record> type) {
        var described = Schema.of(name).lines().stream().filter(line -> SHAPE.contains(keyword(line)))
                .filter(line -> !MAY_BE_NEWER.contains(line)).collect(Collectors.joining("\n"));

        assertEquals(String.join("\n", JavaShape.of(type)), described);
    }

    /** What a desk is told of a message is in the words of the chat event. */
    @ParameterizedTest
    @CsvSource({ "data.network, network", "data.direction, direction", "data.content[].type, message.content[].type",
            "data.author.kind, message.author.kind" })
    void deskAndKafkaUseTheSameWords(String ofDesk, String ofKafka) {
        assertEquals(Schema.of("chat-event.v1").words().get(ofKafka),
                Schema.of("desk-message-received.v1").words().get(ofDesk));
    }

    @ParameterizedTest
    @CsvSource({ "desk-message-received.v1, data.kind, chat-event.v1, kind",
            "desk-identity-changed.v1, data.what, chat-event.v1, identityChange.what",
            "desk-message-status.v1, data.state, consent-event.v1, disclosure.state" })
    void aDeskIsToldInNoWordsOfItsOwn(String desk, String ofDesk, String kafka, String ofKafka) {
        var own = new TreeSet<>(Schema.of(desk).words().get(ofDesk));
        own.removeAll(Set.copyOf(Schema.of(kafka).words().get(ofKafka)));

        assertEquals(Set.of(), own);
    }

    private static String keyword(String line) {
        var words = line.split(" ");
        return words.length > 2 ? words[1] : words[0].equals("required") ? words[0] : "";
    }

    static Stream<String> names() {
        return Schema.names().stream();
    }
}
