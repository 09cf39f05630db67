package eu.onrecord.consent.message;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.customer.Identifier;
import io.smallrye.mutiny.Uni;

/** The sending side of a messaging provider. */
public interface Provider {

    /**
     * Sends a text once.
     *
     * @param business the provider's id of the number to send from
     * @param recipient who gets it
     * @param reference comes back in every status of this message
     * @return what became of it; never fails
     */
    Uni<SendOutcome> send(Channel channel, String business, Identifier recipient, String text, String reference);
}
