package eu.onrecord.ingest.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Finding.Happening;

/**
 * Plays the webhooks that we have, the tests' own and those that were really received: none is lost, and each is kept exactly.
 */
class CapturedWebhooksTest {

    @TestFactory
    Stream<DynamicTest> everyCapturedBodyIsEventsWithExactOriginals() throws IOException {
        return Stream.concat(Captures.own(), Captures.received())
                .map(capture -> DynamicTest.dynamicTest(capture.name(), () -> play(capture)));
    }

    private static void play(Capture capture) {
        var text = new String(capture.body(), UTF_8);

        var findings = new Reading(TestProviders.find(capture.provider()).orElseThrow(), capture.mediaType(),
                capture.numbers().toArray(String[]::new)).findings(text);

        assertFalse(findings.isEmpty());
        for (var finding : findings) {
            var event = assertInstanceOf(Happening.class, finding).event();
            if (event.message() != null) {
                assertEquals(event.message().files().size(),
                        event.message().content().stream().filter(part -> part.type().equals(PartType.FILE.word())).count());
            }
            var original = event.original().bytes();
            assertTrue(text.contains(new String(original, UTF_8)) || isCutOutOf(text, JsonSlice.of(original)));
        }
    }

    /** Put together of parts, each as it came: an item, or where one thing tells of many, what it tells of each. */
    private static boolean isCutOutOf(String text, JsonSlice original) {
        var item = original.at("item");
        return (item.exists() ? List.of(item) : original.members()).stream()
                .allMatch(part -> text.contains(new String(part.bytes(), UTF_8)));
    }
}
