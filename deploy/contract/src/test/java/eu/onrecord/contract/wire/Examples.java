package eu.onrecord.contract.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The contract's examples: of what crosses Kafka, and of what desks are told. */
final class Examples {
    private static final Path RESOURCES = Path.of("src/main/resources");
    /** The schema of what a topic carries. */
    static final Map<String, String> SCHEMAS = Map.of(Topic.CHAT, "chat-event.v1", Topic.CONSENT, "consent-event.v1",
            Topic.ERASURE, "erasure-event.v1", Topic.ACTS, "act-event.v1");

    private Examples() {
    }

    /** One of Kafka's: its name, and topic, key, headers and value. */
    record Example(String name, JsonNode json) {
        String topic() {
            return json.path("topic").asText();
        }

        String key() {
            return json.path("key").asText();
        }

        JsonNode headers() {
            return json.path("headers");
        }

        JsonNode value() {
            return json.path("value");
        }

        String type() {
            return headers().path("ce_type").asText();
        }

        ConsumerRecord<String, byte[]> kafkaRecord() {
            try {
                var kafkaRecord = new ConsumerRecord<>(topic(), 0, 0, key(),
                        JsonMapper.builder().build().writeValueAsBytes(value()));
                headers().properties()
                        .forEach(header -> kafkaRecord.headers().add(header.getKey(),
                                header.getValue().asText().getBytes(UTF_8)));
                return kafkaRecord;
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Example> ofKafka() {
        return in("examples").stream().map(file -> new Example(name(file), Schema.read(file)));
    }

    /** A desk's webhook is all in its body. */
    static Stream<JsonNode> ofDesks() {
        return in("desk").stream().map(Schema::read);
    }

    /** The examples of what a schema describes. */
    static List<JsonNode> of(String schema) {
        return schema.startsWith("desk-") ? ofDesks().filter(example -> deskSchema(example).equals(schema)).toList()
                : ofKafka().filter(example -> schema.equals(SCHEMAS.get(example.topic()))).map(Example::value).toList();
    }

    /** {@code eu.onrecord.desk.message-status.v1} is described by {@code desk-message-status.v1}; all of consent by one. */
    static String deskSchema(JsonNode example) {
        var type = example.path("type").asText();
        return type.startsWith("eu.onrecord.consent.") ? "desk-consent-changed.v1" : type.replace("eu.onrecord.desk.", "desk-");
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }

    private static List<Path> in(String directory) {
        try (var files = Files.list(RESOURCES.resolve(directory))) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
