package eu.onrecord.ingest.provider.whatsapp;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Author;
import eu.onrecord.contract.chat.Forwarded;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Referral;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.provider.PhoneNumber;

/**
 * What a message object says, whatever its type. Types that are not known are of kind unsupported and keep their id.
 *
 * @param kind what it is
 * @param message the message in the contract's words
 * @param identityChange where it is a system message that tells one
 */
record Content(Kind kind, Message message, IdentityChange identityChange) {
    static final Set<String> MEDIA = Set.of("image", "video", "audio", "voice", "document", "sticker");

    /** @param id the message's id, checked before */
    static Content of(String id, Told item) {
        var type = type(item);
        return switch (type) {
            case "text" -> message(item, said(id, type, item).text(item.at("text", "body").words()));
            case "image", "video", "audio", "voice", "document", "sticker" -> media(id, type, item);
            case "location", "contacts", "order" -> message(item, said(id, type, item));
            case "button" -> message(item, said(id, type, item).text(item.at("button", "text").words())
                    .payload(item.at("button", "payload").sayOrNull()));
            case "interactive" -> interactive(id, item);
            case "template" -> message(item, said(id, type, item));
            case "reaction" -> about(Kind.REACTION, item.at("reaction", "message_id"),
                    said(id, type, item).text(emoji(item.at("reaction", "emoji"))));
            case "edit" -> edit(id, item);
            case "revoke" -> about(Kind.REVOCATION, item.at("revoke", "original_message_id"), said(id, type, item));
            case "system" -> system(id, item);
            case "request_welcome" -> new Content(Kind.MESSAGE, said(id, type, item), null);
            default -> unsupported(id, type, item);
        };
    }

    /** The same thing, not understood; what can be read of it is. */
    static Content unsupported(String id, String type, Told item) {
        return new Content(Kind.UNSUPPORTED, said(id, type, item).text(words(type, item)), null);
    }

    private static String words(String type, Told item) {
        return Stream.of(item.at("text", "body"), item.at("text"), item.at(type, "caption"), item.at("button", "text"))
                .map(Told::words).filter(words -> words != null && !words.isEmpty()).findFirst().orElse(null);
    }

    /** What every message may say, beside what it says by its type. */
    private static Message said(String id, String type, Told item) {
        var parts = MessageParts.of(item);
        return new Message(id, type)
                .replyTo(item.at("context", "id").say().filter(told -> !told.isEmpty())
                        .or(() -> item.at("context", "message_id").say()).orElse(null))
                .forwarded(forwarded(item.at("context")))
                .referral(referral(item.at("referral"))).reference(item.at("biz_opaque_callback_data").sayOrNull())
                .author(author(item.at("message_creation_type"))).content(parts.list())
                .files(parts.files());
    }

    /** Meta says so where its own bot wrote in the company's name. */
    private static Author author(Told creation) {
        return creation.json().text().filter(how -> how.contains("bot")).map(how -> new Author(Author.Kind.BOT, null, null))
                .orElse(null);
    }

    private static Content message(Told item, Message message) {
        return new Content(item.has(message.type()) ? Kind.MESSAGE : Kind.UNSUPPORTED, message, null);
    }

    private static Content media(String id, String type, Told item) {
        return mediaOf(item.at(type)) == null ? unsupported(id, type, item)
                : new Content(Kind.MESSAGE, said(id, type, item).text(words(type, item)), null);
    }

    /** The object can be missing, with an error beside it. */
    private static Content interactive(String id, Told item) {
        var interactive = item.at("interactive");
        var reply = interactive.at(type(interactive));
        if (!reply.exists()) {
            // what the company sent from its app has its words beside, and no reply
            return interactive.at("body", "text").json().isText() || interactive.at("action").json().isObject()
                    ? message(item, said(id, "interactive", item).text(interactive.at("body", "text").words()))
                    : unsupported(id, "interactive", item);
        }
        var text = reply.has("title") ? reply.at("title") : reply.at("body");
        return message(item, said(id, "interactive", item).text(text.words()).payload(reply.at("id").sayOrNull()));
    }

    private static Content edit(String id, Told item) {
        var edited = item.at("edit", "message");
        var type = type(edited);
        var text = MEDIA.contains(type) ? edited.at(type, "caption") : edited.at("text", "body");
        return about(Kind.EDIT, item.at("edit", "original_message_id"),
                said(id, type, item).text(text.words()));
    }

    private static Content about(Kind kind, Told target, Message message) {
        return target.json().isText() ? new Content(kind, message.target(target.sayOrNull()), null)
                : new Content(Kind.UNSUPPORTED, message, null);
    }

    private static Content system(String id, Told item) {
        var system = item.at("system");
        var change = switch (type(system)) {
            case "user_changed_number", "customer_changed_number" -> new IdentityChange(IdentityChange.What.PHONE,
                    phone(system.has("wa_id") ? system.at("wa_id") : system.at("new_wa_id")),
                    system.at("user_id").sayOrNull(), null);
            case "user_changed_user_id" -> new IdentityChange(IdentityChange.What.USER_ID, phone(system.at("wa_id")),
                    system.at("user_id").sayOrNull(), null);
            case "customer_identity_changed" -> new IdentityChange(IdentityChange.What.IDENTITY, null, null,
                    item.at("identity", "hash").say().or(() -> system.at("identity").say()).orElse(null));
            default -> null;
        };
        if (change == null) {
            return unsupported(id, "system", item);
        }
        var sentence = system.at("body").say().map(body -> Nameless.sentence(item, body)).orElse(null);
        return new Content(Kind.IDENTITY_CHANGE, said(id, "system", item).text(sentence), change);
    }

    /** By its id; what the company sent by an address has that alone. */
    static Media mediaOf(Told media) {
        var id = media.at("id").say().or(() -> media.at("link").say()).or(() -> media.at("url").say()).orElse(null);
        return id == null ? null
                : new Media(id, media.at("mime_type").sayOrNull(), hexOfBase64(media.at("sha256").sayOrNull()),
                        media.at("filename").sayOrNull(), media.at("url").say().or(() -> media.at("link").say()).orElse(null));
    }

    /** Base64 in webhooks, hex in the media call's answer; the contract has hex. */
    static String hexOfBase64(String base64) {
        try {
            return base64 == null || base64.isEmpty() ? null : HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    /** Meta says so of what was passed on more than five times. */
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

    private static String phone(Told value) {
        return value.json().text().filter(PhoneNumber::is).map(PhoneNumber::e164).orElse(null);
    }

    /** A reaction that is taken back has an empty emoji, or none. */
    private static String emoji(Told value) {
        return value.say().filter(emoji -> !emoji.isEmpty()).orElse(null);
    }

    private static String type(Told typed) {
        return typed.at("type").json().word().orElse("unknown");
    }
}
