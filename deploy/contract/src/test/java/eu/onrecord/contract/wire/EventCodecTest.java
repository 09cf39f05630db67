package eu.onrecord.contract.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import eu.onrecord.contract.consent.ConsentEvent.Retention;
import eu.onrecord.contract.wire.Examples.Example;

/** Readers are older than writers for a while: what they do not know does them no harm, and what must be there is. */
class EventCodecTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @MethodSource("examples")
    void aMemberOfTomorrowIsPassedOver(Example example) {
        var changed = example.value().deepCopy();
        addEverywhere(changed);

        assertEquals(read(example.kafkaRecord()), read(with(example, changed)));
    }

    @ParameterizedTest
    @CsvSource({ "chat-text-received, network", "chat-text-received, timeOf", "chat-block-stop, preference/wish",
            "chat-by-a-person, message/author/kind", "consent-disclosure-from-message, disclosure/retention/from",
            "consent-disclosure-sent, disclosure/state" })
    void aWordOfTomorrowIsAsIfNothingWereTold(String name, String path) {
        var example = example(name);
        aWordIsAsIfNothingWereTold(example, path, "of-tomorrow");
        // no place in our list of words either
        aWordIsAsIfNothingWereTold(example, path, "1");
    }

    private static void aWordIsAsIfNothingWereTold(Example example, String path, String word) {
        var changed = (ObjectNode) example.value().deepCopy();
        parent(changed, path).put(last(path), word);
        var without = (ObjectNode) example.value().deepCopy();
        parent(without, path).remove(last(path));

        // an author or a retention that has nothing but that word is still there
        if (path.endsWith("kind") || path.endsWith("from")) {
            assertTrue(read(with(example, changed)).toString().length() > 0);
        } else {
            assertEquals(read(with(example, without)), read(with(example, changed)));
        }
    }

    @Test
    void aRetentionOfWhichTheBeginningIsNotUnderstoodIsStillRead() {
        var example = example("consent-disclosure-from-message");
        var changed = (ObjectNode) example.value().deepCopy();
        parent(changed, "disclosure/retention/from").put("from", "of-tomorrow");

        Retention told = EventCodec.readConsent(with(example, changed)).data().disclosure().retention();

        assertNull(told.from());
        assertEquals("P5Y", told.period().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "2026-03-01T10:00:00.123456789Z", "2026-03-01T10:00:00.5Z", "2009-01-01T00:00:00Z" })
    void aTimeIsKeptToItsLastDigit(String time) {
        var example = example("chat-text-received");
        var changed = (ObjectNode) example.value().deepCopy();
        changed.put("occurredAt", Instant.parse(time).toString());

        var read = EventCodec.readChat(with(example, changed));

        assertEquals(Instant.parse(time), read.data().occurredAt());
        assertEquals(changed, parsed(EventCodec.dataOf(read)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "legalEntity", "channel", "provider", "business", "thread", "direction", "kind", "source",
            "receivedAt", "original", "original/bytes", "original/authenticated", "message/id", "message/type" })
    void whatMustBeThereIs(String path) {
        var example = example("chat-text-received");
        var changed = (ObjectNode) example.value().deepCopy();
        parent(changed, path).remove(last(path));

        assertThrows(UnreadableEventException.class, () -> EventCodec.readChat(with(example, changed)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "ce_id", "ce_type", "ce_source", "ce_time", "ce_specversion" })
    void withoutAnAttributeThereIsNoEvent(String header) {
        var kafkaRecord = example("chat-text-received").kafkaRecord();
        kafkaRecord.headers().remove(header);

        assertThrows(UnreadableEventException.class, () -> EventCodec.readChat(kafkaRecord));
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "", "7", "[]", "\"x\"", "{}" })
    void whatIsNoObjectIsNoEvent(String value) {
        assertThrows(UnreadableEventException.class, () -> EventCodec.chatIn(value.getBytes(UTF_8)));
        assertThrows(UnreadableEventException.class, () -> EventCodec.consentIn(value.getBytes(UTF_8)));
    }

    @Test
    void withoutAKeyThereIsNoEvent() {
        var it = example("chat-text-received").kafkaRecord();
        var without = new ConsumerRecord<String, byte[]>(it.topic(), 0, 0, null, it.value());
        it.headers().forEach(without.headers()::add);

        assertThrows(UnreadableEventException.class, () -> EventCodec.readChat(without));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"kind\":\"+31612345678\"}", "+31612345678", "{\"+31612345678\":",
            "{\"receivedAt\":\"+31612345678\"}" })
    void whatCannotBeReadIsNotQuoted(String value) {
        var kafkaRecord = new ConsumerRecord<>(Topic.CHAT, 0, 0, "k", value.getBytes(UTF_8));
        example("chat-text-received").kafkaRecord().headers().forEach(kafkaRecord.headers()::add);

        var refused = assertThrows(UnreadableEventException.class, () -> EventCodec.readChat(kafkaRecord));

        assertFalse(refused.getMessage().contains("612345678"), refused.getMessage());
        assertNull(refused.getCause());
    }

    /** In two escapes it would be other bytes each time somebody else writes it. */
    @Test
    void aSignBeyondTheFirstPlaneIsWrittenAsItself() {
        var example = example("chat-reaction-received");

        var written = new String(EventCodec.dataOf(EventCodec.readChat(example.kafkaRecord())), UTF_8);

        assertTrue(written.contains("👍"), written);
    }

    static Stream<Example> examples() {
        return Examples.ofKafka();
    }

    private static Object read(ConsumerRecord<String, byte[]> kafkaRecord) {
        return switch (kafkaRecord.topic()) {
            case Topic.CHAT -> EventCodec.readChat(kafkaRecord);
            case Topic.CONSENT -> EventCodec.readConsent(kafkaRecord);
            case Topic.ERASURE -> EventCodec.readErasure(kafkaRecord);
            default -> EventCodec.readAct(kafkaRecord);
        };
    }

    private static void addEverywhere(JsonNode node) {
        node.forEach(EventCodecTest::addEverywhere);
        if (node instanceof ObjectNode object) {
            object.putObject("ofTomorrow").put("x", 1);
        }
    }

    private static Example example(String name) {
        return Examples.ofKafka().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }

    private static ConsumerRecord<String, byte[]> with(Example example, JsonNode value) {
        var json = (ObjectNode) example.json().deepCopy();
        json.set("value", value);
        return new Example(example.name(), json).kafkaRecord();
    }

    private static ObjectNode parent(ObjectNode root, String path) {
        return path.contains("/") ? (ObjectNode) root.at("/" + path.substring(0, path.lastIndexOf('/'))) : root;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static JsonNode parsed(byte[] data) {
        try {
            return JSON.readTree(data);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
