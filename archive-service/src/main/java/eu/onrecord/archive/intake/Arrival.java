package eu.onrecord.archive.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.archive.record.Item;
import eu.onrecord.archive.record.OwnTime;
import eu.onrecord.archive.seal.Scope;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.contract.wire.UnreadableEventException;

/**
 * What came over one of the topics, with the very bytes it came in. A key and an id are enough for it to be kept.
 *
 * @param item what is to be recorded
 * @param chat what it says; null where it is no chat event that is understood
 * @param consent what it says; null where it is no change of consent that is understood
 */
record Arrival(Item item, ChatEvent chat, ConsentEvent consent) {
    private static final String CHAT = "eu.onrecord.chat.";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Empty without a key, an id or a value: then nobody could tell it from another, or find it. */
    static Optional<Arrival> of(ConsumerRecord<String, byte[]> kafkaRecord) {
        var id = header(kafkaRecord, "ce_id").flatMap(Arrival::uuid);
        if (id.isEmpty() || kafkaRecord.value() == null || storable(kafkaRecord.key()).isEmpty()) {
            return Optional.empty();
        }
        var chat = chat(kafkaRecord);
        var consent = consent(kafkaRecord);
        var item = new Item(id.get(), Scope.ofKey(kafkaRecord.key()), kafkaRecord.key(),
                header(kafkaRecord, "ce_type").orElse(null), header(kafkaRecord, "ce_source").orElse(null),
                header(kafkaRecord, "ce_time").orElse(null), header(kafkaRecord, "content-type").orElse(null),
                chat.map(ChatEvent::legalEntity).or(() -> consent.map(ConsentEvent::legalEntity)).orElse(null),
                chat.map(ChatEvent::channel).or(() -> consent.map(ConsentEvent::channel)).orElse(null), ownTime(kafkaRecord),
                chat.isPresent() || consent.isPresent(),
                new Item.Origin(kafkaRecord.topic(), kafkaRecord.partition(), kafkaRecord.offset()), kafkaRecord.value());
        return Optional.of(new Arrival(item, chat.orElse(null), consent.orElse(null)));
    }

    /**
     * What was recorded before, and was understood then.
     *
     * @throws UnreadableEventException if it is not any more
     */
    static Arrival again(Item item) {
        return item.type().startsWith(CHAT) ? new Arrival(item, EventCodec.chatIn(item.value()), null)
                : new Arrival(item, null, EventCodec.consentIn(item.value()));
    }

    /** Whether an event of a chat is one that this version knows, and says the same outside as inside. */
    private static Optional<ChatEvent> chat(ConsumerRecord<String, byte[]> kafkaRecord) {
        try {
            return !kafkaRecord.topic().equals(Topic.CHAT) ? Optional.empty()
                    : Optional.of(EventCodec.readChat(kafkaRecord)).filter(event -> event.type().equals(event.data().kind()
                            .eventType()) && event.data().thread().value().equals(kafkaRecord.key()))
                            .map(event -> event.data()).filter(event -> isStorable(event.legalEntity(), event.channel()));
        } catch (UnreadableEventException notUnderstood) {
            return Optional.empty();
        }
    }

    private static Optional<ConsentEvent> consent(ConsumerRecord<String, byte[]> kafkaRecord) {
        try {
            return !kafkaRecord.topic().equals(Topic.CONSENT) ? Optional.empty()
                    : Optional.of(EventCodec.readConsent(kafkaRecord)).filter(event -> event.type().equals(event.data().change()
                            .eventType()) && event.data().thread().value().equals(kafkaRecord.key()))
                            .map(event -> event.data()).filter(event -> isStorable(event.legalEntity(), event.channel()));
        } catch (UnreadableEventException notUnderstood) {
            return Optional.empty();
        }
    }

    /** Out of the value, also of one that is not understood. */
    private static OwnTime ownTime(ConsumerRecord<String, byte[]> kafkaRecord) {
        var value = value(kafkaRecord.value());
        return OwnTime.of(value.path("occurredAt").textValue(), value.path("receivedAt").textValue(),
                "receipt".equals(value.path("timeOf").textValue()), header(kafkaRecord, "ce_time").orElse(null),
                Instant.ofEpochMilli(kafkaRecord.timestamp()));
    }

    private static JsonNode value(byte[] value) {
        try {
            return Optional.ofNullable(JSON.readTree(value)).orElse(JSON.missingNode());
        } catch (IOException noJson) {
            return JSON.missingNode();
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** As it came; what is no text that a database takes counts as not told. */
    private static Optional<String> header(ConsumerRecord<String, byte[]> kafkaRecord, String name) {
        return Optional.ofNullable(kafkaRecord.headers().lastHeader(name)).map(header -> header.value()).flatMap(Arrival::text)
                .flatMap(Arrival::storable);
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException noUtf8) {
            return Optional.empty();
        }
    }

    private static Optional<String> storable(String text) {
        return Optional.ofNullable(text).filter(it -> it.indexOf(0) < 0 && UTF_8.newEncoder().canEncode(it));
    }

    private static boolean isStorable(String... texts) {
        return Arrays.stream(texts).allMatch(text -> storable(text).isPresent());
    }

    @Override
    public String toString() {
        return "Arrival[" + item.type() + "]";
    }
}
