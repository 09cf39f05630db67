package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import eu.onrecord.contract.wire.Examples.Example;

/**
 * Whatever the schema takes is read, and written again as it is: nothing is refused, cut, trimmed, spelled otherwise or made
 * smaller, now or by whoever changes a record of the contract later.
 */
class RoundTripTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<JsonNode> OTHERS = Stream.<JsonNode> concat(
            Stream.of("  padded \u00a0", "MiXeD", "", "0", "x".repeat(70_000), "http://EXAMPLE.org/A%20b", "een\nregel\u0000",
                    "\ud83d\udc4d").map(TextNode::valueOf),
            Stream.of(0, 7, 1_000, Integer.MAX_VALUE).map(IntNode::valueOf)).toList();
    private static final int MANY = 300;
    /** Base64, which a schema says and no validator holds anybody to. */
    private static final String ENCODED = ".original.bytes";

    /** A place in an example, and how to put something else there. */
    private record Place(String path, JsonNode there, Consumer<JsonNode> put) {
    }

    @Test
    void whatTheSchemaTakesIsReadAndWrittenAsItIs() throws IOException {
        var tried = new HashSet<String>();
        var taken = 0;
        for (var example : Examples.ofKafka().toList()) {
            var schema = Schema.of(Examples.SCHEMAS.get(example.topic()));
            var changed = (ObjectNode) example.value().deepCopy();
            for (var place : places("", changed)) {
                if (!tried.add(example.topic() + place.path()) || place.path().equals(ENCODED)) {
                    continue;
                }
                for (var other : others(place.there())) {
                    place.put().accept(other);
                    if (schema.validate(changed).isEmpty() && isOfItsThread(example, changed)) {
                        var what = example + " with another " + place.path() + ": "
                                + other.toString().substring(0, Math.min(40, other.toString().length()));
                        assertEquals(changed, assertDoesNotThrow(() -> again(example, changed), what), what);
                        taken++;
                    }
                }
                place.put().accept(place.there());
            }
        }
        assertTrue(taken > 300, "places and values: " + taken);
    }

    private static List<JsonNode> others(JsonNode there) {
        if (there.isArray()) {
            var many = JSON.createArrayNode();
            for (var i = 0; i < MANY; i++) {
                many.add(there.get(i % there.size()));
            }
            return List.of(many);
        }
        return OTHERS.stream().filter(other -> other.getNodeType() == there.getNodeType()).toList();
    }

    private static List<Place> places(String path, JsonNode node) {
        var places = new ArrayList<Place>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                var inner = path + "." + member.getKey();
                places.addAll(places(inner, member.getValue()));
                if (!member.getValue().isObject()) {
                    places.add(new Place(inner, member.getValue(), value -> object.set(member.getKey(), value)));
                }
            });
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            for (var i = 0; i < array.size(); i++) {
                var at = i;
                places.addAll(places(path + "[]", array.get(i)));
                if (array.get(i).isValueNode()) {
                    places.add(new Place(path + "[]", array.get(i), value -> array.set(at, value)));
                }
            }
        }
        return places;
    }

    /** Kafka's key says it too. */
    private static boolean isOfItsThread(Example example, JsonNode value) {
        return Set.of("thread", "legalEntity", "customer").stream()
                .allMatch(member -> value.path(member).equals(example.value().path(member)) || value.path(member).isObject());
    }

    private static JsonNode again(Example example, ObjectNode value) throws IOException {
        var record = new Example(example.name(), ((ObjectNode) example.json().deepCopy()).set("value", value)).kafkaRecord();
        return JSON.readTree(EventCodec.dataOf(read(example.topic(), record)));
    }

    private static Envelope<?> read(String topic, ConsumerRecord<String, byte[]> record) {
        return switch (topic) {
            case Topic.CHAT -> EventCodec.readChat(record);
            case Topic.CONSENT -> EventCodec.readConsent(record);
            case Topic.ERASURE -> EventCodec.readErasure(record);
            default -> EventCodec.readAct(record);
        };
    }
}
