package eu.onrecord.archive.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** What could not be kept: as it came, with the reason and where it stood. */
final class DeadLetter {
    private static final String REASON = "onrecord_reason";
    private static final String TOPIC = "onrecord_topic";
    private static final String PARTITION = "onrecord_partition";
    private static final String OFFSET = "onrecord_offset";
    private static final String TIMESTAMP = "onrecord_timestamp";

    private DeadLetter() {
    }

    /** Adds to its headers why it is one, and where it stood. */
    static void mark(ConsumerRecord<String, byte[]> kafkaRecord, String reason) {
        if (kafkaRecord.headers().lastHeader(TIMESTAMP) != null) {
            // a copy of before: it is the same letter
            return;
        }
        add(kafkaRecord, REASON, reason);
        add(kafkaRecord, TOPIC, kafkaRecord.topic());
        add(kafkaRecord, PARTITION, String.valueOf(kafkaRecord.partition()));
        add(kafkaRecord, OFFSET, String.valueOf(kafkaRecord.offset()));
        add(kafkaRecord, TIMESTAMP, String.valueOf(kafkaRecord.timestamp()));
    }

    /** As it was before; empty where nothing tells where it stood. */
    static Optional<ConsumerRecord<String, byte[]>> unmarked(ConsumerRecord<String, byte[]> letter) {
        try {
            return text(letter, TOPIC).flatMap(topic -> text(letter, PARTITION)
                    .flatMap(partition -> text(letter, OFFSET).map(offset -> new ConsumerRecord<>(topic,
                            Integer.parseInt(partition), Long.parseLong(offset),
                            text(letter, TIMESTAMP).map(Long::valueOf).orElse(letter.timestamp()),
                            TimestampType.CREATE_TIME, 0, 0, letter.key(), letter.value(), letter.headers(),
                            Optional.empty()))));
        } catch (NumberFormatException somebodyElses) {
            return Optional.empty();
        }
    }

    private static void add(ConsumerRecord<String, byte[]> kafkaRecord, String name, String value) {
        kafkaRecord.headers().add(name, value.getBytes(UTF_8));
    }

    private static Optional<String> text(ConsumerRecord<String, byte[]> letter, String name) {
        return Optional.ofNullable(letter.headers().lastHeader(name)).map(header -> new String(header.value(), UTF_8));
    }
}
