package eu.onrecord.contract.wire;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import eu.onrecord.contract.act.Act;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.erasure.CustomerErasure;
import io.cloudevents.kafka.KafkaMessageFactory;

/**
 * Writes and reads events as CloudEvents 1.0 in Kafka's binary mode. Fields that a reader does not know are passed over, and
 * words that it does not know count as not told, so that version 1 can grow.
 */
public final class EventCodec {
    private static final JsonMapper MAPPER = JsonMapper.builder().addModule(new JavaTimeModule()).addModule(new WireModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            // a digit is no word, and no place in our list of words
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private EventCodec() {
    }

    /** The event as a Kafka record for the topic, ready to be sent. */
    public static ProducerRecord<String, byte[]> write(String topic, Envelope<?> envelope) {
        return write(topic, envelope.id(), envelope.type(), envelope.source().toString(), envelope.time(), envelope.key(),
                dataOf(envelope));
    }

    /** A Kafka record from parts that were kept, such as in an outbox. */
    public static ProducerRecord<String, byte[]> write(String topic, UUID id, String type, String source, Instant time,
            String key, byte[] data) {
        var kafkaRecord = new ProducerRecord<>(topic, key, data);
        CloudEventHeaders.add(kafkaRecord.headers(), id, type, source, time);
        return kafkaRecord;
    }

    /** The JSON of the event's data, in UTF-8. */
    public static byte[] dataOf(Envelope<?> envelope) {
        return bytes(envelope.data());
    }

    /** The JSON of an act, in UTF-8. */
    public static byte[] dataOf(Act act) {
        return bytes(act);
    }

    private static byte[] bytes(Object data) {
        try {
            return MAPPER.writeValueAsBytes(data);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event that cannot be written", impossible);
        }
    }

    /** @throws UnreadableEventException if the record holds no chat event */
    public static Envelope<ChatEvent> readChat(ConsumerRecord<String, byte[]> kafkaRecord) {
        return read(kafkaRecord, ChatEvent.class);
    }

    /** @throws UnreadableEventException if the record holds no consent event */
    public static Envelope<ConsentEvent> readConsent(ConsumerRecord<String, byte[]> kafkaRecord) {
        return read(kafkaRecord, ConsentEvent.class);
    }

    /** @throws UnreadableEventException if the record holds no erasure */
    public static Envelope<CustomerErasure> readErasure(ConsumerRecord<String, byte[]> kafkaRecord) {
        return read(kafkaRecord, CustomerErasure.class);
    }

    /** @throws UnreadableEventException if the record holds no act */
    public static Envelope<Act> readAct(ConsumerRecord<String, byte[]> kafkaRecord) {
        return read(kafkaRecord, Act.class);
    }

    /**
     * The chat event in the data of a message, as {@link #dataOf} gives it.
     *
     * @throws UnreadableEventException if there is none
     */
    public static ChatEvent chatIn(byte[] data) {
        return read(data, ChatEvent.class);
    }

    /**
     * The consent event in the data of a message, as {@link #dataOf} gives it.
     *
     * @throws UnreadableEventException if there is none
     */
    public static ConsentEvent consentIn(byte[] data) {
        return read(data, ConsentEvent.class);
    }

    /**
     * The act in the data of a message, as {@link #dataOf} gives it.
     *
     * @throws UnreadableEventException if there is none
     */
    public static Act actIn(byte[] data) {
        return read(data, Act.class);
    }

    private static <D> D read(byte[] data, Class<D> dataType) {
        try {
            return requireNonNull(MAPPER.readValue(data, dataType), "data");
        } catch (IOException | NullPointerException unreadable) {
            throw new UnreadableEventException("no " + dataType.getSimpleName() + " in this data", unreadable);
        }
    }

    private static <D> Envelope<D> read(ConsumerRecord<String, byte[]> kafkaRecord, Class<D> dataType) {
        try {
            var event = KafkaMessageFactory.createReader(kafkaRecord).toEvent();
            return new Envelope<>(UUID.fromString(event.getId()), event.getType(), event.getSource(),
                    event.getTime().toInstant(), kafkaRecord.key(), read(event.getData().toBytes(), dataType));
        } catch (UnreadableEventException unreadable) {
            throw unreadable;
        } catch (RuntimeException unreadable) {
            throw new UnreadableEventException("no " + dataType.getSimpleName() + " in this Kafka record", unreadable);
        }
    }
}
