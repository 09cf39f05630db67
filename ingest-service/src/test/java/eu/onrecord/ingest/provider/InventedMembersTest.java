package eu.onrecord.ingest.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.provider.Finding.Happening;

/** What providers will add is told as not understood, all of it and nothing else: here members that nobody has thought of. */
class InventedMembersTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TestFactory
    Stream<DynamicTest> whatNobodyHasThoughtOfIsToldAsNotUnderstood() throws IOException {
        return Captures.own().filter(capture -> capture.name().contains("/documented"))
                .map(capture -> DynamicTest.dynamicTest(capture.name(),
                        () -> assertEquals(List.of("one", "three", "two"), unknownIn(withInvented(capture)))));
    }

    /** At the very beginning, and inside of what is said. */
    private static Capture withInvented(Capture capture) throws IOException {
        if (capture.isForm()) {
            return new Capture(capture.name(), capture.provider(),
                    (new String(capture.body(), UTF_8) + "&Invented=one&OrderOfTomorrow=two&Wish3=three").getBytes(UTF_8));
        }
        var body = JSON.readTree(capture.body());
        ((ObjectNode) body).put("invented", "one");
        var item = item(capture, body);
        item.put("invented_too", "two");
        item.putObject("order_of_tomorrow").putArray("lines").addObject().put("colour", "three");
        return new Capture(capture.name(), capture.provider(), JSON.writeValueAsBytes(body));
    }

    private static ObjectNode item(Capture capture, JsonNode body) {
        return switch (capture.provider()) {
            case "telegram" ->
                (ObjectNode) body.properties().stream().map(member -> member.getValue()).filter(JsonNode::isObject)
                        .findFirst().orElseThrow();
            case "vonage" -> (ObjectNode) body;
            default -> {
                var value = body.has("entry") ? body.at("/entry/0/changes/0/value") : body;
                yield Stream.of("messages", "statuses", "calls", "user_preferences", "user_id_update", "message_echoes")
                        .filter(value::has).findFirst().map(items -> (ObjectNode) value.path(items).get(0))
                        .orElseGet(() -> value.has("history")
                                ? (ObjectNode) value.at("/history/0/threads/0/messages/0")
                                : (ObjectNode) value);
            }
        };
    }

    private static List<String> unknownIn(Capture capture) {
        return new Reading(TestProviders.find(capture.provider()).orElseThrow(), capture.mediaType(),
                capture.numbers().toArray(String[]::new)).findings(new String(capture.body(), UTF_8)).stream()
                .filter(Happening.class::isInstance).map(finding -> ((Happening) finding).event())
                .flatMap(event -> Stream.of(
                        event.message() == null ? Stream.<String> of()
                                : event.message().content().stream().filter(part -> part.is(PartType.UNKNOWN))
                                        .flatMap(part -> part.fields().stream()).map(field -> field.value()),
                        Stream.ofNullable(event.status()).flatMap(status -> status.details().stream())
                                .map(field -> field.value()).filter(InventedMembersTest::isInvented),
                        Stream.ofNullable(event.preference()).flatMap(preference -> preference.details().stream())
                                .map(field -> field.value()).filter(InventedMembersTest::isInvented),
                        Stream.ofNullable(event.message()).flatMap(message -> message.content().stream())
                                .filter(part -> !part.is(PartType.UNKNOWN)).flatMap(part -> part.fields().stream())
                                .map(field -> field.value()).filter(InventedMembersTest::isInvented))
                        .flatMap(told -> told))
                .distinct().sorted().toList();
    }

    private static boolean isInvented(String value) {
        return List.of("one", "two", "three").contains(value);
    }
}
