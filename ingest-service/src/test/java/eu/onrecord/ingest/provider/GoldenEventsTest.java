package eu.onrecord.ingest.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.provider.Finding.Happening;
import eu.onrecord.local.testing.GoldenMessage;

/**
 * What this service publishes is exactly the contract's examples: {@code golden.txt} says which webhook of the tests' own each
 * comes of. {@code -Dgolden.directory=<the contract's examples>} writes them.
 */
class GoldenEventsTest {
    private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");
    private static final URI SOURCE = URI.create("/onrecord/ingest-service");

    @TestFactory
    Stream<DynamicTest> whatIsPublishedIsExactlyTheContractsExample() throws IOException {
        var captures = Captures.own().collect(Collectors.toMap(Capture::name, capture -> capture));
        return table().entrySet().stream().map(line -> DynamicTest.dynamicTest(line.getKey(), () -> {
            var place = line.getValue().split(" #");
            GoldenMessage.assertIs(line.getKey(),
                    published(captures.get(place[0]), place.length == 1 ? 0 : Integer.parseInt(place[1])));
        }));
    }

    /** Those of {@code chat-*-received} that are not here are made over HTTP. */
    @Test
    void eachExampleOfThisServiceIsMadeByATest() throws IOException {
        var made = new TreeSet<>(table().keySet());
        Stream.of("chat-text-received", "chat-photo-received", "chat-stop-received", "chat-status-read").forEach(made::add);

        assertEquals(new TreeSet<>(GoldenMessage.of("ingest-service")), made);
    }

    private static ConsumerRecord<String, byte[]> published(Capture capture, int index) {
        var provider = TestProviders.find(capture.provider()).orElseThrow();
        var channel = new Channel("a-channel", capture.provider(), "example-nl", capture.numbers(), Secrets.of(Map.of()),
                Optional.empty(), Map.of());
        var webhook = Webhook.kept(capture.mediaType(), capture.body(), RECEIVED);
        var happening = (Happening) provider
                .read(channel, webhook, new Authentication("golden", "key", Sha256.hex(capture.body()), RECEIVED)).get(index);
        var event = happening.event();
        var written = EventCodec.write(Topic.CHAT, new Envelope<>(happening.id(), event.kind().eventType(), SOURCE, RECEIVED,
                event.thread().value(), event));
        var published = new ConsumerRecord<>(written.topic(), 0, 0, written.key(), written.value());
        written.headers().forEach(published.headers()::add);
        return published;
    }

    /** From an example's name to a webhook's, and which of its events it is. */
    private static Map<String, String> table() throws IOException {
        var table = new LinkedHashMap<String, String>();
        for (var line : new String(Files.readAllBytes(Path.of("src/test/resources/golden.txt")), UTF_8).lines().toList()) {
            var parts = line.split(" +", 2);
            table.put(parts[0], parts[1]);
        }
        return table;
    }
}
