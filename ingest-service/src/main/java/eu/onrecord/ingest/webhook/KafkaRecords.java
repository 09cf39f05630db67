package eu.onrecord.ingest.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

import org.apache.kafka.clients.producer.ProducerRecord;

import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.publish.EventLog;

/** Where each finding goes. */
final class KafkaRecords {
    static final URI SOURCE = URI.create("/onrecord/ingest-service");

    private KafkaRecords() {
    }

    static Optional<ProducerRecord<String, byte[]>> of(Finding finding, Channel channel, Instant at) {
        if (finding instanceof Finding.Happening happening) {
            var event = happening.event();
            return Optional.of(EventCodec.write(Topic.CHAT, new Envelope<>(happening.id(), event.kind().eventType(), SOURCE,
                    at, event.thread().value(), event)));
        }
        if (finding instanceof Finding.Quarantined quarantined) {
            return Optional
                    .of(EventLog.quarantined(channel.name(), quarantined.reason().word(), at, quarantined.bytes()));
        }
        return Optional.empty();
    }
}
