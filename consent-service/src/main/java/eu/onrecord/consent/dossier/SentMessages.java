package eu.onrecord.consent.dossier;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Status;

/** The messages of ours that statuses are about, loaded and locked. */
public final class SentMessages {
    private final IdentifierVault vault;
    private final Map<UUID, OutboundMessage> byId = new HashMap<>();
    private final Map<ProviderId, OutboundMessage> byProviderId = new HashMap<>();
    private final Map<ProviderId, UUID> answered = new HashMap<>();

    public SentMessages(IdentifierVault vault, Collection<OutboundMessage> messages) {
        this.vault = vault;
        messages.forEach(message -> {
            byId.put(message.id, message);
            if (message.providerMessageId != null) {
                byProviderId.put(new ProviderId(message.channel, message.providerMessageId), message);
            }
        });
    }

    /** A message as its provider knows it: by a keyed hash of its id. */
    record ProviderId(String channel, String hash) {
        static ProviderId of(ChatEvent event, IdentifierVault vault) {
            return of(event, event.status().messageId(), vault);
        }

        /** @param messageId of a message that the event names */
        static ProviderId of(ChatEvent event, String messageId, IdentifierVault vault) {
            return new ProviderId(event.channel(), vault.fingerprintOf(messageId));
        }
    }

    /** The message that a status event tells of; empty if it is none of ours. */
    public Optional<OutboundMessage> of(ChatEvent event) {
        var byReference = reference(event.status()).map(byId::get);
        return byReference.isPresent() ? byReference
                : Optional.ofNullable(byProviderId.get(ProviderId.of(event, vault)));
    }

    /** One of ours is answered, or something was done to it. */
    void answered(ProviderId theirs, UUID ours) {
        answered.put(theirs, ours);
    }

    /**
     * A message that an event names, by the id that a desk knows it by: ours where we sent it, else the provider's.
     *
     * @param messageId null where it names none
     */
    public String asTheDeskKnows(ChatEvent event, String messageId) {
        var ours = messageId == null ? null : answered.get(ProviderId.of(event, messageId, vault));
        return ours == null ? messageId : ours.toString();
    }

    /** The id that we gave when sending, if it came back. */
    static Optional<UUID> reference(Status status) {
        try {
            return Optional.ofNullable(status.reference()).map(UUID::fromString);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    Collection<OutboundMessage> all() {
        return byId.values();
    }
}
