package eu.onrecord.contract.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;

/** The bytes are those that Jackson makes of the records itself. */
class ChatEventSerializerTest {
    private static final JsonMapper BY_REFLECTION = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
    private static final String TEXT = "Grüße \"\\ \n \uD83D\uDE00 \u2028 \u0001";

    @Test
    void everyMemberThatIsThereIsWritten() throws Exception {
        var event = (ChatEvent) some(ChatEvent.class, true);

        assertSameBytes(event);
        assertEquals(event, EventCodec.chatIn(bytes(event)));
    }

    @Test
    void whatIsAbsentIsLeftOut() throws Exception {
        assertSameBytes((ChatEvent) some(ChatEvent.class, false));
    }

    @ParameterizedTest
    @ValueSource(classes = { Customer.class, Message.class, Status.class, IdentityChange.class, Preference.class })
    void whatIsAbsentWithinIsLeftOut(Class<? extends Record> member) throws Exception {
        var components = ChatEvent.class.getRecordComponents();
        var values = new Object[components.length];
        for (var i = 0; i < components.length; i++) {
            values[i] = some(components[i].getGenericType(), components[i].getType() != member);
        }

        assertSameBytes((ChatEvent) made(ChatEvent.class, values));
    }

    private static void assertSameBytes(ChatEvent event) throws JsonProcessingException {
        assertEquals(new String(BY_REFLECTION.writeValueAsBytes(event), UTF_8), new String(bytes(event), UTF_8));
    }

    private static byte[] bytes(ChatEvent event) {
        return EventCodec.dataOf(new Envelope<>(new UUID(0, 0), "type", URI.create("/source"), Instant.EPOCH, "key", event));
    }

    /** A value of a type, with all of its members or with those that must be there. */
    private static Object some(Type type, boolean whole) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType list) {
            return whole ? List.of(some(list.getActualTypeArguments()[0], true), some(list.getActualTypeArguments()[0], true))
                    : null;
        }
        var simple = (Class<?>) type;
        if (simple == ThreadId.class) {
            return new ThreadId("0123456789abcdef".repeat(2));
        }
        if (simple.isRecord()) {
            return whole ? whole(simple) : least(simple);
        }
        return simple.isEnum() ? simple.getEnumConstants()[0]
                : simple == String.class ? TEXT
                        : simple == Instant.class ? Instant.parse("2026-03-01T10:00:00.123456789Z")
                                : simple == int.class ? 7 : TEXT.getBytes(UTF_8);
    }

    private static Object whole(Class<?> type) throws ReflectiveOperationException {
        var components = type.getRecordComponents();
        var values = new Object[components.length];
        for (var i = 0; i < components.length; i++) {
            values[i] = some(components[i].getGenericType(), true);
        }
        return made(type, values);
    }

    /** Each that can be absent is, where the record allows it. */
    private static Object least(Class<?> type) throws ReflectiveOperationException {
        var components = type.getRecordComponents();
        var values = new Object[components.length];
        for (var i = 0; i < components.length; i++) {
            values[i] = some(components[i].getGenericType(), false);
        }
        for (var i = components.length - 1; i >= 0; i--) {
            var value = values[i];
            values[i] = components[i].getType().isPrimitive() ? value : null;
            try {
                made(type, values);
            } catch (InvocationTargetException required) {
                values[i] = value;
            }
        }
        return made(type, values);
    }

    private static Object made(Class<?> type, Object... values) throws ReflectiveOperationException {
        return type.getDeclaredConstructor(
                Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new))
                .newInstance(values);
    }
}
