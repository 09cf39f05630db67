package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnore;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One thing that happened in a chat.
 *
 * @param legalEntity the company responsible for the channel when the event was received
 * @param channel the configured connection it came over
 * @param provider the messaging provider, such as {@code whatsapp}
 * @param network what the message travelled over; absent where the provider does not tell
 * @param business the provider's id of the business number, or of the business account where no number is concerned
 * @param thread the pseudonymous thread, also Kafka's key
 * @param customer the person at the other end; absent where the event is about the business account itself
 * @param direction who spoke
 * @param kind what happened
 * @param source whether it happened now or was told as history
 * @param message the message, edit, revocation or reaction
 * @param status the delivery status
 * @param identityChange what changed in how the customer is known
 * @param preference what the customer wants to receive
 * @param occurredAt the provider's time; when it was received, where the provider never tells a time; absent where it gave
 *        none that can be read
 * @param timeOf whose clock {@code occurredAt} is of; absent where there is no time
 * @param receivedAt when OnRecord took it
 * @param original the provider's own bytes
 */
@RegisterForReflection
public record ChatEvent(String legalEntity, String channel, String provider, Network network, String business,
        ThreadId thread, Customer customer, Direction direction, Kind kind, Source source, Message message, Status status,
        IdentityChange identityChange, Preference preference, Instant occurredAt, TimeOf timeOf, Instant receivedAt,
        Original original) {
    /** Messages that nobody wrote: the provider tells something about the customer. */
    private static final String SYSTEM = "system";

    public ChatEvent {
        requireNonNull(legalEntity, "legalEntity");
        requireNonNull(channel, "channel");
        requireNonNull(provider, "provider");
        requireNonNull(business, "business");
        requireNonNull(thread, "thread");
        requireNonNull(direction, "direction");
        requireNonNull(kind, "kind");
        requireNonNull(source, "source");
        requireNonNull(receivedAt, "receivedAt");
        requireNonNull(original, "original");
    }

    /**
     * True for a message that the customer sends now, understood or not: the only thing that can begin a contact or open a
     * service window. Never true where the provider's time cannot be read, nor where nobody is known to be the customer.
     */
    @JsonIgnore
    public boolean isLiveInboundMessage() {
        var written = kind == Kind.MESSAGE || kind == Kind.UNSUPPORTED && message != null && !SYSTEM.equals(message.type());
        return written && direction == Direction.INBOUND && source == Source.LIVE && occurredAt != null && customer != null;
    }
}
