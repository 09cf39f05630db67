package eu.onrecord.ingest.provider;

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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Finding.Happening;

/**
 * Plays webhooks that were really received: in a directory for each provider, files of named bodies, one JSON object each, or
 * files of forms, one to a line. They are other people's data, so they are not in this repository:
 * {@code mvn verify -Dcaptures=<directory>}.
 */
@EnabledIfSystemProperty(named = "captures", matches = ".+")
class CapturedWebhooksTest {
    /** Whatever in a body may be the id of a business number. */
    private static final Pattern NUMBERS = Pattern.compile(
            "\"(?:phone_number_id|to|from|id|business_connection_id)\" ?: ?\"?([^\",}]+)|(?:To|From|MessagingServiceSid)=([^&\\s]+)");

    @TestFactory
    Stream<DynamicTest> everyCapturedBodyIsEventsWithExactOriginals() throws IOException {
        try (var files = Files.walk(Path.of(System.getProperty("captures")))) {
            return files.filter(file -> isOfAProvider(file)).sorted().toList().stream().flatMap(file -> bodies(file)
                    .map(body -> DynamicTest.dynamicTest(body.getKey(), () -> play(providerOf(file), body.getValue()))));
        }
    }

    private static boolean isOfAProvider(Path file) {
        var name = file.getFileName().toString();
        return (name.endsWith(".json") || name.endsWith(".form")) && TestProviders.find(providerOf(file)).isPresent();
    }

    private static String providerOf(Path file) {
        return file.getParent().getFileName().toString();
    }

    private static Stream<Map.Entry<String, byte[]>> bodies(Path file) {
        try {
            var name = file.getParent().getFileName() + "/" + file.getFileName();
            if (name.endsWith(".form")) {
                return Files.readAllLines(file).stream().map(line -> Map.entry(name, line.getBytes(UTF_8)));
            }
            return JsonSlice.of(Files.readAllBytes(file)).members().stream()
                    .map(body -> Map.entry(name + "/" + body.name(), body.bytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void play(String name, byte[] body) {
        var text = new String(body, UTF_8);
        var isForm = !text.startsWith("{") && !text.startsWith("[");
        var channel = new Channel("captured", name, "example", numbersIn(text), Secrets.of(Map.of()), Optional.empty(),
                Map.of());
        var webhook = Webhook.kept(isForm ? Provider.FORM : Provider.JSON, body, Instant.EPOCH);

        var findings = TestProviders.find(name).orElseThrow().read(channel, webhook,
                new Authentication("test", "key", "00", Instant.EPOCH));

        assertFalse(findings.isEmpty());
        for (var finding : findings) {
            var event = assertInstanceOf(Happening.class, finding).event();
            var original = event.original().bytes();
            var item = JsonSlice.of(original).at("item");
            assertTrue(text.contains(new String(item.exists() ? item.bytes() : original, UTF_8)));
            assertEquals("captured", event.channel());
        }
    }

    private static Set<String> numbersIn(String body) {
        return Stream.concat(Stream.of("7000000001"), NUMBERS.matcher(body).results()
                .map(found -> found.group(1) == null ? found.group(2).replace("%3A", ":").replace("%2B", "+") : found.group(1)))
                .collect(Collectors.toSet());
    }
}
