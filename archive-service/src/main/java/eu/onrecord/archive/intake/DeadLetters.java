package eu.onrecord.archive.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

import eu.onrecord.archive.seal.LookupKey;

/**
 * What could not be kept: as it came, with the reason and where it stood, signed. A letter is believed by its signature alone:
 * whoever else may write to the topic, or to those that it comes from, can make none.
 */
@ApplicationScoped
class DeadLetters {
    private static final String REASON = "onrecord_reason";
    private static final String TOPIC = "onrecord_topic";
    private static final String PARTITION = "onrecord_partition";
    private static final String OFFSET = "onrecord_offset";
    private static final String TIMESTAMP = "onrecord_timestamp";
    private static final String SIGNATURE = "onrecord_signature";
    private static final List<String> OURS = List.of(REASON, TOPIC, PARTITION, OFFSET, TIMESTAMP, SIGNATURE);

    private final LookupKey lookupKey;

    DeadLetters(LookupKey lookupKey) {
        this.lookupKey = lookupKey;
    }

    /** Adds to its headers why it is one, and where it stood. */
    void mark(ConsumerRecord<String, byte[]> kafkaRecord, String reason) {
        if (isOurs(kafkaRecord)) {
            // a copy of before: it is the same letter
            return;
        }
        OURS.forEach(kafkaRecord.headers()::remove);
        add(kafkaRecord, REASON, reason);
        add(kafkaRecord, TOPIC, kafkaRecord.topic());
        add(kafkaRecord, PARTITION, String.valueOf(kafkaRecord.partition()));
        add(kafkaRecord, OFFSET, String.valueOf(kafkaRecord.offset()));
        add(kafkaRecord, TIMESTAMP, String.valueOf(kafkaRecord.timestamp()));
        kafkaRecord.headers().add(SIGNATURE, signature(kafkaRecord));
    }

    /** What was added to its headers alone, for a letter without its contents: that can be read where it stood. */
    Headers ours(ConsumerRecord<String, byte[]> marked) {
        var headers = new RecordHeaders();
        OURS.stream().flatMap(name -> Optional.ofNullable(marked.headers().lastHeader(name)).stream()).forEach(headers::add);
        return headers;
    }

    /** As it was before; empty where it is no letter of ours. */
    Optional<ConsumerRecord<String, byte[]>> unmarked(ConsumerRecord<String, byte[]> letter) {
        return isOurs(letter) ? Optional.of(new ConsumerRecord<>(text(letter, TOPIC), Integer.parseInt(text(letter, PARTITION)),
                Long.parseLong(text(letter, OFFSET)), Long.parseLong(text(letter, TIMESTAMP)), TimestampType.CREATE_TIME, 0, 0,
                letter.key(), letter.value(), letter.headers(), Optional.empty())) : Optional.empty();
    }

    private boolean isOurs(ConsumerRecord<String, byte[]> letter) {
        var signature = letter.headers().lastHeader(SIGNATURE);
        return signature != null && signature.value() != null && MessageDigest.isEqual(signature.value(), signature(letter));
    }

    /** Of all that it says and of how it came; each with its length, so that no two letters give the same bytes. */
    private byte[] signature(ConsumerRecord<String, byte[]> letter) {
        var bytes = new ByteArrayOutputStream();
        try (var message = new DataOutputStream(bytes)) {
            write(message, letter.key() == null ? null : letter.key().getBytes(UTF_8));
            write(message, letter.value());
            for (var header : letter.headers()) {
                if (!header.key().equals(SIGNATURE)) {
                    write(message, header.key().getBytes(UTF_8));
                    write(message, header.value());
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return lookupKey.sign(bytes.toByteArray());
    }

    private static void write(DataOutputStream message, byte[] bytes) throws IOException {
        message.writeInt(bytes == null ? -1 : bytes.length);
        message.write(bytes == null ? new byte[0] : bytes);
    }

    private static void add(ConsumerRecord<String, byte[]> kafkaRecord, String name, String value) {
        kafkaRecord.headers().add(name, value.getBytes(UTF_8));
    }

    private static String text(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
