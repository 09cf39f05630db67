package eu.onrecord.archive.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.archive.act.Acts;
import eu.onrecord.archive.format.Enclosed;
import eu.onrecord.archive.record.Item;
import eu.onrecord.archive.record.OwnTime;
import eu.onrecord.archive.record.Understanding;
import eu.onrecord.archive.seal.Scope;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Topic;

/**
 * What came over one of the topics, with the very bytes it came in. A key and an id are enough for it to be kept.
 *
 * @param item what is to be recorded
 * @param chat what it says; null where it is no chat event that is understood
 * @param consent what it says; null where it is no change of consent that is understood
 */
record Arrival(Item item, ChatEvent chat, ConsentEvent consent) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What the archive does itself is recorded before it is done, and never comes to it from outside. */
    static boolean isOurOwnAct(ConsumerRecord<String, byte[]> kafkaRecord) {
        return kafkaRecord.topic().equals(Topic.ACTS)
                && header(kafkaRecord, "ce_source").filter(Acts.SOURCE::equals).isPresent();
    }

    /** Empty without a key, an id or a value that can be a record's: then nobody could tell it from another, or keep it. */
    static Optional<Arrival> of(ConsumerRecord<String, byte[]> kafkaRecord) {
        var id = header(kafkaRecord, "ce_id").flatMap(Arrival::uuid);
        var bytes = kafkaRecord.value();
        if (id.isEmpty() || kafkaRecord.key() == null || bytes == null || bytes.length > Enclosed.LONGEST_VALUE) {
            return Optional.empty();
        }
        var value = value(bytes);
        var type = header(kafkaRecord, "ce_type").orElse(null);
        var chat = kafkaRecord.topic().equals(Topic.CHAT) ? Understanding.chat(type, kafkaRecord.key(), bytes)
                : Optional.<ChatEvent> empty();
        var consent = kafkaRecord.topic().equals(Topic.CONSENT) ? Understanding.consent(type, kafkaRecord.key(), bytes)
                : Optional.<ConsentEvent> empty();
        // an act is of no thread: its key says whose it is
        var isAct = kafkaRecord.topic().equals(Topic.ACTS);
        var legalEntity = name(value, "legalEntity");
        var scope = isAct && legalEntity != null ? Scope.ofActs(legalEntity) : Scope.ofKey(kafkaRecord.key());
        var item = new Item(id.get(), scope, isAct ? null : storable(kafkaRecord.key()).orElse(null), type,
                header(kafkaRecord, "ce_source").orElse(null), header(kafkaRecord, "ce_time").orElse(null),
                header(kafkaRecord, "content-type").orElse(null), legalEntity, isAct ? null : name(value, "channel"),
                ownTime(kafkaRecord, value),
                chat.isPresent() || consent.isPresent() || isAct && Understanding.act(type, bytes).isPresent(),
                new Item.Origin(kafkaRecord.topic(), kafkaRecord.partition(), kafkaRecord.offset()), bytes);
        return Optional.of(new Arrival(item, chat.orElse(null), consent.orElse(null)));
    }

    /** What was recorded before: it says what it said when it came, over the topic that it came over. */
    static Arrival again(Item item) {
        var topic = item.origin() == null ? "" : item.origin().topic();
        return new Arrival(item,
                topic.equals(Topic.CHAT) ? Understanding.chat(item.type(), item.thread(), item.value()).orElse(null) : null,
                topic.equals(Topic.CONSENT) ? Understanding.consent(item.type(), item.thread(), item.value()).orElse(null)
                        : null);
    }

    /** Also of what is not understood: it is somebody's. */
    private static String name(JsonNode value, String member) {
        var text = value.path(member).textValue();
        return Understanding.isName(text) ? text : null;
    }

    /** Out of the value, also of one that is not understood. */
    private static OwnTime ownTime(ConsumerRecord<String, byte[]> kafkaRecord, JsonNode value) {
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
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equalsIgnoreCase(text));
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
        return Optional.of(text).filter(Understanding::isStorable);
    }

    @Override
    public String toString() {
        return "Arrival[" + item.type() + "]";
    }
}
