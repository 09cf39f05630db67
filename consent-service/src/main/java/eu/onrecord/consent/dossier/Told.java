package eu.onrecord.consent.dossier;

import java.time.Instant;
import java.util.UUID;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Status;

/**
 * What a provider tells of a message of ours.
 *
 * @param id of the event that tells it
 * @param messageId the provider's
 * @param error its code, where it failed
 * @param at the provider's time
 */
public record Told(UUID id, String channel, String messageId, Status.State state, String error, Instant at) {

    /** @param id of the event, which is a status */
    public static Told of(UUID id, ChatEvent event) {
        return new Told(id, event.channel(), event.status().messageId(), event.status().state(), event.status().error(),
                event.occurredAt() == null ? event.receivedAt() : event.occurredAt());
    }

    @Override
    public String toString() {
        return "Told[" + state + "]";
    }
}
