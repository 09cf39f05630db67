package eu.onrecord.ingest.publish;

import java.net.URI;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;

/** A chat event on its way into Kafka. */
public final class ChatRecord {
    private static final URI SOURCE = URI.create("/onrecord/ingest-service");

    private ChatRecord() {
    }

    /** @param id the same for the same happening, however often it is told */
    public static ProducerRecord<String, byte[]> of(UUID id, ChatEvent event) {
        return EventCodec.write(Topic.CHAT, new Envelope<>(id, event.kind().eventType(), SOURCE, event.receivedAt(),
                event.thread().value(), event));
    }
}
