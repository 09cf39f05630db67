package eu.onrecord.consent.sending;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.outbox.Publication;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.wire.EventId;

/** A message of ours as a chat event, so that the archive has both sides. */
final class SentEvent {
    private SentEvent() {
    }

    /**
     * @param message with the provider's id, and with what it says
     * @param identifiers of the customer; at least one
     * @param request what was sent, to the byte
     */
    static Publication of(OutboundMessage message, Channel channel, List<Identifier> identifiers, byte[] request,
            String contentType, Instant now) {
        var original = new Original(contentType, request, new Original.Authentication("sent-by-onrecord", null, null, now));
        var event = new ChatEvent(channel.legalEntity(), message.channel, channel.provider(), message.business,
                new ThreadId(message.thread), customer(identifiers), Direction.OUTBOUND, Kind.MESSAGE, Source.LIVE,
                message(message, message.content()), null, null, null, now, now, original);
        return Publication.of(id(message), event, now);
    }

    /** The same as of an echo of it. */
    private static UUID id(OutboundMessage message) {
        return EventId.of(message.channel, message.providerId, "message");
    }

    private static Customer customer(List<Identifier> identifiers) {
        String phone = null;
        String userId = null;
        for (var identifier : identifiers) {
            switch (identifier.kind()) {
                case PHONE -> phone = phone == null ? identifier.value() : phone;
                case USER_ID, TELEGRAM -> userId = userId == null ? identifier.value() : userId;
                case PARENT_USER_ID, CRM_ID -> {
                }
            }
        }
        return new Customer(phone, userId, null);
    }

    private static Message message(OutboundMessage message, Content content) {
        if (content instanceof Content.Media media) {
            return new Message(message.providerId, media.kind(), media.text(), null,
                    new Media(media.link().toString(), null, null, media.filename(), media.link().toString()), null, null);
        }
        return new Message(message.providerId, content.isTemplate() ? "template" : "text", content.text(), null, null,
                null, null);
    }
}
