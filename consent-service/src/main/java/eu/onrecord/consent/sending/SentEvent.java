package eu.onrecord.consent.sending;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.outbox.Publication;
import eu.onrecord.contract.chat.Author;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.chat.TimeOf;
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
        var event = new ChatEvent(channel.legalEntity(), message.channel, channel.provider(),
                channel.medium(message.business, message.network).network(), message.business, new ThreadId(message.thread),
                customer(identifiers), Direction.OUTBOUND, Kind.MESSAGE, Source.LIVE, message(message, message.content()), null,
                null, null, now, TimeOf.PROVIDER, now, original);
        return Publication.of(id(message), event, now);
    }

    /** Another than that of the provider's echo: of both, whoever reads them makes one message by its id. */
    private static UUID id(OutboundMessage message) {
        return EventId.of(message.channel, message.id.toString(), "sent-by-us");
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
        var sent = new Message(message.providerId, type(content)).text(content.text()).author(author(message))
                .reference(message.id.toString());
        if (content instanceof Content.Media media) {
            var link = media.link().toString();
            return sent.files(List.of(new Media(link, null, null, media.filename(), link)))
                    .content(List.of(new Part(PartType.FILE, media.text(), named(media))));
        }
        return content instanceof Content.Template template ? sent.content(List.of(template(template)))
                : sent.content(List.of(new Part(PartType.TEXT, content.text(), List.of())));
    }

    private static String type(Content content) {
        if (content instanceof Content.Media media) {
            return media.kind();
        }
        return content.isTemplate() ? "template" : "text";
    }

    private static List<Field> named(Content.Media media) {
        return Stream.of(new Field("kind", media.kind()),
                media.filename() == null ? null : new Field("name", media.filename())).filter(Objects::nonNull).toList();
    }

    private static Part template(Content.Template template) {
        var fields = new ArrayList<Field>();
        fields.add(new Field("template", template.name()));
        fields.add(new Field("language", template.language()));
        template.parameters().forEach(parameter -> fields.add(new Field("parameter", parameter)));
        return new Part(PartType.TEMPLATE, template.text(), fields);
    }

    /** Who asked for it; what nobody asked for is sent by fixed rules. */
    private static Author author(OutboundMessage message) {
        return message.kind == OutboundMessage.Kind.ANSWER ? new Author(Author.Kind.PERSON, message.createdBy, null)
                : new Author(Author.Kind.BOT, null, OutboundMessage.OURSELVES);
    }
}
