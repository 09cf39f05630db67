package eu.onrecord.contract.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.contract.act.Act;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.erasure.CustomerErasure;
import eu.onrecord.contract.wire.Examples.Example;

/** The examples are what the schemas describe and what the codec reads and writes. */
class ExamplesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Set<String>> SOURCES = Map.of(
            Topic.CHAT, Set.of("/onrecord/ingest-service", "/onrecord/consent-service"),
            Topic.CONSENT, Set.of("/onrecord/consent-service"),
            Topic.ERASURE, Set.of("/onrecord/archive-service"),
            Topic.ACTS, Set.of("/onrecord/archive-service", "/onrecord/consent-service"));

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleKeepsToItsSchema(Example example) {
        assertEquals(Set.of(), Schema.of(Examples.SCHEMAS.get(example.topic())).validate(example.value()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsTheSameAfterReadingAndWriting(Example example) throws IOException {
        var written = EventCodec.write(example.topic(), read(example));

        assertEquals(example.value(), JSON.readTree(written.value()));
        assertEquals(example.key(), written.key());
        var headers = new TreeMap<String, String>();
        written.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        assertEquals(JSON.convertValue(example.headers(), TreeMap.class), headers);
    }

    /** What stands outside says the same as the value. */
    @ParameterizedTest
    @MethodSource("examples")
    void typeAndKeyAreTheEvents(Example example) {
        var event = read(example).data();

        assertEquals(typeAndKey(event), example.type() + " " + example.key());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theSourceIsWhoPublishesThere(Example example) {
        var source = example.headers().path("ce_source").asText();

        assertEquals(Set.of(source), SOURCES.get(example.topic()).contains(source) ? Set.of(source) : Set.of());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void noPersonalDataIsInAnExamplesKeyOrHeaders(Example example) {
        var outside = example.key() + example.headers();

        assertFalse(outside.contains("wamid") || outside.contains("31612345678") || outside.contains("NL.1349"));
    }

    static Stream<Example> examples() {
        return Examples.ofKafka();
    }

    private static Envelope<?> read(Example example) {
        return switch (example.topic()) {
            case Topic.CHAT -> EventCodec.readChat(example.kafkaRecord());
            case Topic.CONSENT -> EventCodec.readConsent(example.kafkaRecord());
            case Topic.ERASURE -> EventCodec.readErasure(example.kafkaRecord());
            case Topic.ACTS -> EventCodec.readAct(example.kafkaRecord());
            default -> throw new IllegalArgumentException(example.topic());
        };
    }

    private static String typeAndKey(Object event) {
        if (event instanceof ChatEvent chat) {
            return chat.kind().eventType() + " " + chat.thread();
        }
        if (event instanceof ConsentEvent consent) {
            return consent.change().eventType() + " " + consent.thread();
        }
        if (event instanceof CustomerErasure erasure) {
            return CustomerErasure.EVENT_TYPE + " " + erasure.customer();
        }
        var act = (Act) event;
        return act.what().eventType() + " " + act.legalEntity();
    }
}
