package eu.onrecord.consent.outbox;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;

/** An event that is to be published, as it is kept until it is. */
public record Publication(String topic, String key, UUID id, String type, Instant time, byte[] data) {
    /** Who says so, in the events we publish. */
    public static final URI SOURCE = URI.create("/onrecord/consent-service");

    public static Publication of(ConsentEvent event, Instant now) {
        return of(Topic.CONSENT,
                new Envelope<>(UUID.randomUUID(), event.change().eventType(), SOURCE, now, event.thread().value(), event));
    }

    /** @param id deterministic, of the provider's message id */
    public static Publication of(UUID id, ChatEvent event, Instant now) {
        return of(Topic.CHAT, new Envelope<>(id, event.kind().eventType(), SOURCE, now, event.thread().value(), event));
    }

    private static Publication of(String topic, Envelope<?> envelope) {
        return new Publication(topic, envelope.key(), envelope.id(), envelope.type(), envelope.time(),
                EventCodec.dataOf(envelope));
    }

    @Override
    public String toString() {
        return "Publication[" + type + "]";
    }
}
