package eu.onrecord.consent.provider;

import java.util.List;
import java.util.Optional;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Medium;
import eu.onrecord.consent.channel.ProviderTraits;
import eu.onrecord.consent.customer.Identifier;
import io.smallrye.mutiny.Uni;

/** The sending side of a messaging provider. It is found by being a bean. */
public interface Provider extends ProviderTraits {

    /**
     * Whether a channel's settings are enough, looked at once, at start.
     *
     * @throws IllegalStateException if not; it names the setting
     */
    default void check(Channel channel) {
    }

    /**
     * By which of what a customer is known they can be addressed.
     *
     * @param business the provider's id of the number to send from
     * @param medium what they are to read it in
     */
    Optional<Identifier> recipient(String business, Medium medium, List<Identifier> known);

    /**
     * Sends a message once.
     *
     * @return what became of it; never fails
     */
    Uni<SendOutcome> send(Channel channel, Outgoing message);
}
