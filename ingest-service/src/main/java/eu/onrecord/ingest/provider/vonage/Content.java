package eu.onrecord.ingest.provider.vonage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Forwarded;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Referral;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.content.Unread;

/** What a message says, whatever its type. Types that are not known are of kind unsupported and keep their id. */
record Content(Kind kind, Message message) {

    static Content of(String id, Told body) {
        // the older version has it further inside
        var inside = body.at("message", "content");
        var holder = inside.exists() ? inside : body;
        var type = typeOf(body, holder);
        var parts = MessageParts.of(body, holder);
        var said = new Message(id, type).replyTo(body.at("context", "message_uuid").sayOrNull())
                .forwarded(forwarded(body.at("context"))).referral(referral(body.at("whatsapp", "referral")))
                .content(parts.list()).files(parts.files());
        var content = holder.has(type) ? typed(type, said, holder, holder.at(type))
                : new Content(Kind.UNSUPPORTED, said.text(holder.at("text").words()));
        return new Content(content.kind, Unread.in(content.message, body.unread(Names.MESSAGE)));
    }

    private static Content typed(String type, Message said, Told holder, Told part) {
        return switch (type) {
            case "text" -> new Content(Kind.MESSAGE, said.text(part.words()));
            case "image", "audio", "video", "file", "sticker", "vcard" -> files(said, holder, List.of(part));
            case "content" -> files(said, holder, part.elements());
            case "location", "contact", "contacts", "order" -> new Content(Kind.MESSAGE, said);
            case "reply" -> new Content(Kind.MESSAGE,
                    said.text(part.at("title").words()).payload(part.at("id").sayOrNull()));
            case "button" -> new Content(Kind.MESSAGE,
                    said.text((part.has("text") ? part.at("text") : part.at("title")).words()).payload(payload(part)));
            case "reaction" -> reaction(said, part);
            default -> new Content(Kind.UNSUPPORTED, said);
        };
    }

    /** An SMS does not say that it is text. */
    private static String typeOf(Told body, Told holder) {
        return body.at("message_type").json().word().or(() -> holder.at("type").json().word())
                .orElse(holder.has("text") ? "text" : "unknown");
    }

    private static Content files(Message said, Told holder, List<Told> parts) {
        var texts = Stream.concat(Stream.of(holder.at("text")), parts.stream().map(part -> part.at("text")));
        var words = Stream.concat(texts, parts.stream().map(part -> part.at("caption"))).map(Told::words)
                .filter(text -> text != null && !text.isEmpty()).findFirst().orElse(null);
        return new Content(said.files().isEmpty() && words == null ? Kind.UNSUPPORTED : Kind.MESSAGE, said.text(words));
    }

    /** Text over RCS; over WhatsApp an object, which is kept as it is written. */
    private static String payload(Told button) {
        var payload = button.at("payload");
        return payload.json().isObject() ? payload.json().written() : payload.sayOrNull();
    }

    /** Taken back with the action {@code unreact}, or without an emoji. */
    private static Content reaction(Message said, Told part) {
        var target = Optional.ofNullable(said.replyTo()).or(() -> part.at("message_uuid").say());
        var emoji = emoji(part).filter(given -> !isTakenBack(part));
        return target.isEmpty() ? new Content(Kind.UNSUPPORTED, said)
                : new Content(Kind.REACTION, said.replyTo(null).target(target.get()).text(emoji.orElse(null)));
    }

    /** As the action says, in whatever case. */
    static boolean isTakenBack(Told reaction) {
        return "unreact".equalsIgnoreCase(reaction.at("action").json().textOrNull());
    }

    /** One, or a list of them; what is neither is shown as it is written. */
    static Optional<String> emoji(Told reaction) {
        var given = reaction.at("emoji");
        return (given.json().isObject() ? Optional.of(given.json().written())
                : given.elements().isEmpty() ? given.say()
                        : Optional.of(given.elements().stream().flatMap(it -> it.say().stream())
                                .collect(Collectors.joining(" "))))
                .filter(it -> !it.isEmpty());
    }

    private static Forwarded forwarded(Told context) {
        if (context.at("frequently_forwarded").isTrue()) {
            return new Forwarded(Forwarded.OFTEN, null);
        }
        return context.at("forwarded").isTrue() ? new Forwarded(1, null) : null;
    }

    private static Referral referral(Told referral) {
        return referral.exists() ? new Referral(referral.at("source_type").sayOrNull(), referral.at("source_id").sayOrNull(),
                referral.at("source_url").sayOrNull(), referral.at("ctwa_clid").sayOrNull()) : null;
    }
}
