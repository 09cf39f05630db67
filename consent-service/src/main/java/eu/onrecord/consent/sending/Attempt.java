package eu.onrecord.consent.sending;

import java.util.List;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.message.OutboundMessage;

/**
 * A message that may go now.
 *
 * @param identifiers by which the customer is known
 */
record Attempt(OutboundMessage message, Channel channel, List<Identifier> identifiers) {
}
