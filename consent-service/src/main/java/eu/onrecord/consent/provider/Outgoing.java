package eu.onrecord.consent.provider;

import eu.onrecord.consent.channel.Medium;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.message.Content;

/**
 * A message on its way to a provider.
 *
 * @param business the provider's id of the number to send from
 * @param recipient who gets it
 * @param medium what they read it in
 * @param reference comes back in every status of this message, where the provider can
 */
public record Outgoing(String business, Identifier recipient, Medium medium, Content content, String reference) {
    @Override
    public String toString() {
        return "Outgoing[" + reference + "]";
    }
}
