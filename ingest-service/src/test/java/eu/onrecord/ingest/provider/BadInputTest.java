package eu.onrecord.ingest.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.ingest.provider.Finding.Happening;
import eu.onrecord.ingest.provider.whatsapp.WhatsApp;

/** Whatever the members are: kept, bounded, shown as far as possible, never an exception, never a lost original. */
class BadInputTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Reading WHATSAPP = new Reading(new WhatsApp(TestProviders.THREAD_KEY), Provider.JSON, "1");
    private static final int LARGEST_CONTENT = 600_000;

    /** Every member of every webhook, one by one, is something else than it should be. */
    @TestFactory
    Stream<DynamicTest> aMemberOfAnotherTypeLosesNothing() throws IOException {
        return Captures.own().filter(capture -> !capture.isForm())
                .map(capture -> DynamicTest.dynamicTest(capture.name(), () -> assertAll(mutants(capture))));
    }

    private static Stream<org.junit.jupiter.api.function.Executable> mutants(Capture capture) throws IOException {
        var json = JSON.readTree(capture.body());
        var count = places(json).size();
        return IntStream.range(0, count).boxed().flatMap(i -> replacements().stream()
                .map(other -> () -> assertDoesNotThrow(() -> assertKept(capture, replaced(capture, i, other)),
                        () -> i + " " + other)));
    }

    private static void assertKept(Capture capture, byte[] body) {
        var findings = new Reading(TestProviders.find(capture.provider()).orElseThrow(), capture.mediaType(),
                capture.numbers().toArray(String[]::new)).findings(new String(body, UTF_8));
        assertFalse(findings.isEmpty());
        findings.forEach(finding -> {
            if (finding instanceof Happening happening) {
                assertReadableAgain(happening);
                assertWritable(happening);
            }
        });
    }

    private static ChatEvent assertReadableAgain(Happening happening) {
        var again = EventCodec.chatIn(dataOf(happening));
        assertEquals(happening.event().original(), again.original());
        return again;
    }

    private static byte[] dataOf(Happening happening) {
        return EventCodec.dataOf(new Envelope<>(happening.id(), happening.event().kind().eventType(), URI.create("/test"),
                Reading.RECEIVED, happening.event().thread().value(), happening.event()));
    }

    /** Neither a NUL nor half of a pair, in no member; the original has them as they came. */
    private static void assertWritable(Happening happening) {
        try {
            var event = (ObjectNode) JSON.readTree(JSON.writeValueAsBytes(JSON.readTree(dataOf(happening))));
            event.remove("original");
            assertFalse(event.toString().contains("\\u0000"), () -> event.toString());
        } catch (IOException half) {
            throw new UncheckedIOException(half);
        }
    }

    private static List<JsonNode> replacements() {
        var nodes = JsonNodeFactory.instance;
        return List.of(nodes.textNode("x\u0000y \ud83d"), nodes.numberNode(95), nodes.booleanNode(true), nodes.nullNode(),
                nodes.arrayNode().add("a").add(nodes.objectNode().put("b", 1)), nodes.objectNode().put("c", "d"));
    }

    private static byte[] replaced(Capture capture, int index, JsonNode other) {
        try {
            var json = JSON.readTree(capture.body());
            var place = places(json).get(index);
            if (place.holder() instanceof ObjectNode object) {
                object.set(place.name(), other);
            } else {
                ((ArrayNode) place.holder()).set(place.index(), other);
            }
            return escaped(JSON.writeValueAsString(json)).getBytes(UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** As Meta does, so that half of a pair can be sent at all. */
    private static String escaped(String json) {
        return json.chars().mapToObj(c -> c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c))
                .collect(Collectors.joining());
    }

    private record Place(JsonNode holder, String name, int index) {
    }

    private static List<Place> places(JsonNode at) {
        if (at instanceof ObjectNode object) {
            return object.properties().stream().flatMap(member -> Stream.concat(Stream.of(new Place(at, member.getKey(), 0)),
                    places(member.getValue()).stream())).toList();
        }
        return IntStream.range(0, at.isArray() ? at.size() : 0).boxed()
                .flatMap(i -> Stream.concat(Stream.of(new Place(at, null, i)), places(at.get(i)).stream())).toList();
    }

    @Test
    void whatIsFarInsideAndManyIsShownAsFarAsItGoesAndCostsNoMore() {
        var name = "n".repeat(1000);
        var inside = "{\"" + name + "\":";
        var answers = inside.repeat(55) + "[" + "{\"a\":1},".repeat(30_000) + "{\"a\":1}]" + "}".repeat(55);

        var before = allocated();
        var content = content(
                "\"type\":\"interactive\",\"interactive\":{\"type\":\"nfm_reply\",\"nfm_reply\":{\"response_json\":\""
                        + answers.replace("\"", "\\\"") + "\"}}");

        assertTrue(allocated() - before < 200L * 1024 * 1024, "bytes: " + (allocated() - before));
        assertTrue(content.get(content.size() - 1).is(PartType.WITHHELD));
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void anOrderOfAThousandLinesIsShownAsFarAsItGoes() {
        var lines = IntStream.range(0, 1500).mapToObj(
                i -> "{\"product_retailer_id\":\"sku-%d\",\"quantity\":1,\"item_price\":2,\"currency\":\"EUR\"}".formatted(i))
                .collect(Collectors.joining(","));

        var content = content("\"type\":\"order\",\"order\":{\"text\":\"alles\",\"product_items\":[" + lines + "]}");

        assertEquals("alles", content.get(0).text());
        assertEquals("1500", content.get(0).fields().get(0).value());
        assertTrue(content.size() > 900 && content.size() < 1200);
        assertTrue(content.get(content.size() - 1).is(PartType.WITHHELD));
    }

    @Test
    void aHundredThousandCharactersAreCutAndSaidToBe() {
        var content = content("\"type\":\"text\",\"text\":{\"body\":\"" + "a".repeat(100_000) + "\"}");

        assertEquals(65_537, content.get(0).text().length());
        assertTrue(content.get(0).text().endsWith("\u2026"));
    }

    @Test
    void aCutDoesNotSplitACharacter() {
        var content = content("\"type\":\"text\",\"text\":{\"body\":\"" + "a" + "\ud83d\ude00".repeat(50_000) + "\"}");

        assertEquals(65_536, content.get(0).text().length());
        assertFalse(Character.isHighSurrogate(content.get(0).text().charAt(65_534)));
    }

    @Test
    void tenThousandInventedMembersDoNotBlowUpAnEvent() {
        var members = IntStream.range(0, 10_000).mapToObj(i -> "\"m%d\":\"%s\"".formatted(i, "v".repeat(200)))
                .collect(Collectors.joining(","));

        var size = content("\"type\":\"text\",\"text\":{\"body\":\"hoi\"}," + members).stream().mapToInt(
                part -> part.fields().stream().mapToInt(field -> field.name().length() + field.value().length()).sum()).sum();

        assertTrue(size < LARGEST_CONTENT, () -> "content of " + size);
    }

    @Test
    void aLatitudeThatIsNoneIsShownAsItCame() {
        assertEquals("95, 400",
                content("\"type\":\"location\",\"location\":{\"latitude\":95,\"longitude\":400}").get(0).text());
    }

    @Test
    void aCardWithoutANumberHasItsName() {
        assertEquals("Loodgieter",
                content("\"type\":\"contacts\",\"contacts\":[{\"name\":{\"formatted_name\":\"Loodgieter\"},\"phones\":[]}]")
                        .get(0)
                        .text());
    }

    @Test
    void halfOfAPairAndANulAreReplaced() {
        assertEquals("a\ufffdb \ufffd c",
                content("\"type\":\"text\",\"text\":{\"body\":\"a\\u0000b \\ud83d c\"}").get(0).text());
    }

    private static List<Part> content(String members) {
        var happenings = WHATSAPP.happenings("""
                {"object":"whatsapp_business_account","entry":[{"id":"9","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"31880000000","phone_number_id":"1"},
                "messages":[{"from":"31612345678","id":"wamid.x","timestamp":"1772359190",%s}]}}]}]}""".formatted(members));
        return assertReadableAgain(happenings.get(0)).message().content();
    }
}
