package eu.onrecord.consent.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import eu.onrecord.consent.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;

/** Queues what the desk is to be told, in the current transaction. */
@ApplicationScoped
public class Desk {
    private final ObjectMapper json;
    private final Clock clock;

    Desk(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** CloudEvents 1.0 in the JSON format. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StructuredEvent(String specversion, UUID id, String type, String source, Instant time, String datacontenttype,
            DeskMessage data) {
    }

    /** @param event the id of the chat event; also the webhook's, so that the desk knows a repetition */
    public Uni<Void> tell(UUID event, DeskMessage message) {
        var cloudEvent = new StructuredEvent("1.0", event, "eu.onrecord.desk.message-received.v1", Outbox.SOURCE.toString(),
                clock.instant(), "application/json", message);
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                insert into desk_delivery (webhook_id, customer_id, channel, body, due_at, created_at)
                values (:id, :customer, :channel, :body, :now, :now)""").setParameter("id", event)
                .setParameter("customer", message.customer()).setParameter("channel", message.channel())
                .setParameter("body", bytes(cloudEvent)).setParameter("now", clock.instant()).executeUpdate())
                .replaceWithVoid();
    }

    private byte[] bytes(StructuredEvent event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
