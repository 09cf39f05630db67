package eu.onrecord.local.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The contract's examples: the producer of a message is held to produce exactly them, its consumers to read exactly them. With
 * the system property {@code golden.directory} they are written there instead, for a look at what changed.
 */
public final class GoldenMessage {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private GoldenMessage() {
    }

    /** Fails unless the message is the example of this name. */
    public static void assertIs(String name, ConsumerRecord<String, byte[]> message) {
        assertIs(name, message, Map.of());
    }

    /**
     * As above.
     *
     * @param standIns what is random in the message, and what stands for it in the example
     */
    public static void assertIs(String name, ConsumerRecord<String, byte[]> message, Map<String, String> standIns) {
        var actual = describe(message.topic(), message.key(), message.headers(), message.value());
        for (var random : standIns.entrySet()) {
            actual = actual.replace(random.getKey(), random.getValue());
        }
        var directory = System.getProperty("golden.directory");
        try {
            if (directory != null) {
                Files.writeString(Path.of(directory, name + ".json"), actual + "\n");
            }
            assertEquals(directory == null ? text(name).stripTrailing() : actual, actual, name);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * Fails unless what a desk is told is the example of this name.
     *
     * @param body the webhook's
     * @param standIns what is random in it, and what stands for it in the example
     */
    public static void assertTold(String name, byte[] body, Map<String, String> standIns) {
        try {
            var actual = JSON.writeValueAsString(JSON.readTree(body));
            for (var random : standIns.entrySet()) {
                actual = actual.replace(random.getKey(), random.getValue());
            }
            var directory = System.getProperty("golden.directory");
            if (directory != null) {
                Files.writeString(Files.createDirectories(Path.of(directory).resolveSibling("desk")).resolve(name + ".json"),
                        actual + "\n");
            }
            assertEquals(directory == null ? resource("/desk/" + name + ".json").stripTrailing() : actual, actual, name);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The names of all examples of what a service publishes. */
    public static List<String> of(String service) {
        return names().stream().filter(name -> source(name).equals("/onrecord/" + service)).toList();
    }

    /** The names of all examples. */
    public static List<String> names() {
        return namesIn("/examples");
    }

    /** The names of all examples of what desks are told. */
    public static List<String> toldNames() {
        return namesIn("/desk");
    }

    private static List<String> namesIn(String name) {
        try {
            var folder = GoldenMessage.class.getResource(name).toURI();
            if (folder.getScheme().equals("jar")) {
                try (var jar = FileSystems.newFileSystem(folder, Map.of())) {
                    return names(jar.getPath(name));
                }
            }
            return names(Path.of(folder));
        } catch (IOException | URISyntaxException broken) {
            throw new IllegalStateException("the contract's examples", broken);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList();
        }
    }

    private static String source(String name) {
        var header = read(name).headers().lastHeader("ce_source");
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The example, as its consumers receive it. */
    public static ConsumerRecord<String, byte[]> received(String name) {
        var sent = read(name);
        var received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }

    /** The example, as its producer sends it. */
    public static ProducerRecord<String, byte[]> read(String name) {
        try {
            var example = JSON.readTree(text(name));
            var message = new ProducerRecord<>(example.path("topic").asText(), example.path("key").asText(),
                    JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(example.path("value")));
            example.path("headers").properties().forEach(header -> message.headers().add(header.getKey(),
                    header.getValue().asText().getBytes(StandardCharsets.UTF_8)));
            return message;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String describe(String topic, String key, Headers headers, byte[] value) {
        try {
            var sorted = new TreeMap<String, String>();
            headers.forEach(header -> sorted.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            ObjectNode example = JSON.createObjectNode().put("topic", topic).put("key", key);
            sorted.forEach(example.putObject("headers")::put);
            JsonNode data = JSON.readTree(value);
            return JSON.writeValueAsString(example.set("value", data));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String text(String name) throws IOException {
        return resource("/examples/" + name + ".json");
    }

    private static String resource(String name) throws IOException {
        try (var example = GoldenMessage.class.getResourceAsStream(name)) {
            if (example == null) {
                throw new IOException("the contract has no example " + name);
            }
            return new String(example.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
