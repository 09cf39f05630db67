package eu.onrecord.ingest.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.provider.Reason;
import eu.onrecord.ingest.provider.Sha256;
import eu.onrecord.ingest.provider.Webhook;

/**
 * A webhook in quarantine: the body as it came, with what is needed to read it again as if it came now.
 *
 * @param channel it came over
 * @param reasons why it is here
 * @param contentType of the body
 * @param authentication how it was authenticated, and when
 */
public record QuarantineRecord(String channel, Set<Reason> reasons, String contentType, Authentication authentication,
        byte[] body) {
    private static final String CHANNEL = "onrecord_channel";
    private static final String REASONS = "onrecord_reason";
    private static final String CONTENT_TYPE = "content-type";
    private static final String SCHEME = "onrecord_scheme";
    private static final String KEY_ID = "onrecord_key_id";

    /** As a Kafka record; its time is when the webhook was received. */
    public ProducerRecord<String, byte[]> toKafka() {
        var kafkaRecord = new ProducerRecord<String, byte[]>(Topic.QUARANTINE, null, authentication.at().toEpochMilli(),
                channel,
                body);
        kafkaRecord.headers().add(CHANNEL, channel.getBytes(UTF_8))
                .add(REASONS, reasons.stream().map(Reason::word).collect(Collectors.joining(",")).getBytes(UTF_8))
                .add(CONTENT_TYPE, contentType.getBytes(UTF_8)).add(SCHEME, authentication.scheme().getBytes(UTF_8))
                .add(KEY_ID, authentication.keyId().getBytes(UTF_8));
        return kafkaRecord;
    }

    /** What {@link #toKafka} wrote; empty if it is something else. */
    static Optional<QuarantineRecord> of(ConsumerRecord<String, byte[]> kafkaRecord) {
        var headers = kafkaRecord.headers();
        var channel = text(headers, CHANNEL);
        var contentType = text(headers, CONTENT_TYPE);
        var scheme = text(headers, SCHEME);
        if (channel.isEmpty() || contentType.isEmpty() || scheme.isEmpty() || kafkaRecord.value() == null) {
            return Optional.empty();
        }
        var reasons = Arrays.stream(text(headers, REASONS).orElse("").split(",")).map(Reason::of).flatMap(Optional::stream)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class)));
        var authentication = new Authentication(scheme.get(), text(headers, KEY_ID).orElse(null),
                Sha256.hex(kafkaRecord.value()), Instant.ofEpochMilli(kafkaRecord.timestamp()));
        return Optional
                .of(new QuarantineRecord(channel.get(), reasons, contentType.get(), authentication, kafkaRecord.value()));
    }

    /** The webhook, to be read again. */
    Webhook webhook() {
        return Webhook.kept(contentType, body, authentication.at());
    }

    private static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(header -> new String(header.value(), UTF_8));
    }

    @Override
    public String toString() {
        return "QuarantineRecord[" + channel + ", " + reasons + ", " + body.length + " bytes]";
    }
}
