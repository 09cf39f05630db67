package eu.onrecord.ingest.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Finding.Happening;
import eu.onrecord.ingest.provider.Webhook;

/**
 * Plays webhooks that were really received: files of named bodies, one JSON object each. They are other people's data, so they
 * are not in this repository: {@code mvn verify -Dcaptures=<directory>}.
 */
@EnabledIfSystemProperty(named = "captures", matches = ".+")
class CapturedWebhooksTest {
    private final WhatsApp whatsApp = new WhatsApp(new ThreadKey("thread-key-for-tests-0123456789ab".getBytes(UTF_8)));

    @TestFactory
    Stream<DynamicTest> everyCapturedBodyIsEventsWithExactOriginals() throws IOException {
        try (var files = Files.walk(Path.of(System.getProperty("captures")))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream()
                    .flatMap(CapturedWebhooksTest::bodies)
                    .map(body -> DynamicTest.dynamicTest(body.getKey(), () -> play(body.getValue())));
        }
    }

    private static Stream<Map.Entry<String, JsonSlice>> bodies(Path file) {
        try {
            return JsonSlice.of(Files.readAllBytes(file)).members().entrySet().stream()
                    .map(body -> Map.entry(file.getFileName() + "/" + body.getKey(), body.getValue()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void play(JsonSlice body) {
        var numbers = body.elements("entry").stream().flatMap(entry -> entry.elements("changes").stream())
                .map(change -> change.node().at("/value/metadata/phone_number_id").asText())
                .collect(Collectors.toSet());
        var channel = new Channel("captured", "whatsapp", "example", Set.copyOf(numbers), Secrets.of(Map.of()),
                Optional.empty(), Map.of());
        var webhook = Webhook.kept("application/json", body.bytes(), Instant.EPOCH);

        var findings = whatsApp.read(channel, webhook, new Authentication("test", "key", "00", Instant.EPOCH));

        assertFalse(findings.isEmpty());
        for (var finding : findings) {
            var event = assertInstanceOf(Happening.class, finding).event();
            var item = JsonSlice.of(event.original().bytes()).member("item").orElseThrow();
            assertTrue(new String(body.bytes(), UTF_8).contains(new String(item.bytes(), UTF_8)));
            assertEquals("captured", event.channel());
        }
    }
}
