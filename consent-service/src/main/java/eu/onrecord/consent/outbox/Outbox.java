package eu.onrecord.consent.outbox;

import java.net.URI;
import java.time.Clock;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Takes events in the current transaction: they are published if, and only if, it commits. */
@ApplicationScoped
public class Outbox {
    /** Who says so, in the events we publish. */
    public static final URI SOURCE = URI.create("/onrecord/consent-service");

    private final Clock clock;

    Outbox(Clock clock) {
        this.clock = clock;
    }

    public Uni<Void> add(ConsentEvent event) {
        return add(Topic.CONSENT, new Envelope<>(UUID.randomUUID(), event.change().eventType(), SOURCE, clock.instant(),
                event.thread().value(), event));
    }

    /** @param id deterministic, of the provider's message id */
    public Uni<Void> add(UUID id, ChatEvent event) {
        return add(Topic.CHAT, new Envelope<>(id, event.kind().eventType(), SOURCE, clock.instant(), event.thread().value(),
                event));
    }

    private static Uni<Void> add(String topic, Envelope<?> envelope) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                insert into outbox (topic, key, event_id, event_type, event_time, data)
                values (:topic, :key, :id, :type, :time, :data)""").setParameter("topic", topic)
                .setParameter("key", envelope.key()).setParameter("id", envelope.id())
                .setParameter("type", envelope.type()).setParameter("time", envelope.time())
                .setParameter("data", EventCodec.dataOf(envelope)).executeUpdate()).replaceWithVoid();
    }
}
