package eu.onrecord.ingest.provider.whatsapp;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.PhoneNumber;

/**
 * What a message object says, whatever its type. Types that are not known are of kind unsupported and keep their id.
 *
 * @param kind what it is
 * @param message the message in the contract's words
 * @param identityChange where it is a system message that tells one
 */
record Content(Kind kind, Message message, IdentityChange identityChange) {
    private static final Set<String> MEDIA = Set.of("image", "video", "audio", "document", "sticker");

    /** @param id the message's id, checked before */
    static Content of(String id, JsonSlice item) {
        var type = type(item);
        return switch (type) {
            case "text" -> message(id, type, item, item.at("text", "body").textOrNull(), null);
            case "image", "video", "audio", "document", "sticker" -> media(id, type, item);
            case "location", "contacts", "order" -> message(id, type, item, null, null);
            case "button" ->
                message(id, type, item, item.at("button", "text").textOrNull(), item.at("button", "payload").textOrNull());
            case "interactive" -> interactive(id, item);
            case "reaction" -> about(Kind.REACTION, id, type, item.at("reaction", "message_id"),
                    emoji(item.at("reaction", "emoji")), null, item);
            case "edit" -> edit(id, item);
            case "revoke" -> about(Kind.REVOCATION, id, type, item.at("revoke", "original_message_id"), null, null, item);
            case "system" -> system(id, item);
            default -> unsupported(id, type, item);
        };
    }

    /** The same thing, not understood. */
    static Content unsupported(String id, String type, JsonSlice item) {
        return new Content(Kind.UNSUPPORTED, new Message(id, type, null, null, null, replyTo(item), null), null);
    }

    private static Content message(String id, String type, JsonSlice item, String text, String payload) {
        if (!item.has(type)) {
            return unsupported(id, type, item);
        }
        return new Content(Kind.MESSAGE, new Message(id, type, text, payload, null, replyTo(item), null), null);
    }

    private static Content media(String id, String type, JsonSlice item) {
        var media = mediaOf(item.at(type));
        if (media == null) {
            return unsupported(id, type, item);
        }
        var caption = item.at(type, "caption").textOrNull();
        return new Content(Kind.MESSAGE, new Message(id, type, caption, null, media, replyTo(item), null), null);
    }

    /** The object can be missing, with an error beside it. */
    private static Content interactive(String id, JsonSlice item) {
        var interactive = item.at("interactive");
        var reply = interactive.at(type(interactive));
        if (!reply.exists()) {
            return unsupported(id, "interactive", item);
        }
        var text = reply.has("title") ? reply.at("title") : reply.at("body");
        return message(id, "interactive", item, text.textOrNull(), reply.at("id").textOrNull());
    }

    private static Content edit(String id, JsonSlice item) {
        var edited = item.at("edit", "message");
        var type = type(edited);
        var text = MEDIA.contains(type) ? edited.at(type, "caption") : edited.at("text", "body");
        return about(Kind.EDIT, id, type, item.at("edit", "original_message_id"), text.textOrNull(), mediaOf(edited.at(type)),
                item);
    }

    private static Content about(Kind kind, String id, String type, JsonSlice target, String text, Media media,
            JsonSlice item) {
        if (!target.isText()) {
            return unsupported(id, type, item);
        }
        return new Content(kind, new Message(id, type, text, null, media, replyTo(item), target.textOrNull()), null);
    }

    private static Content system(String id, JsonSlice item) {
        var system = item.at("system");
        var change = switch (type(system)) {
            case "user_changed_number" -> new IdentityChange(IdentityChange.What.PHONE,
                    phone(system.has("wa_id") ? system.at("wa_id") : system.at("new_wa_id")),
                    system.at("user_id").textOrNull(), null);
            case "user_changed_user_id" -> new IdentityChange(IdentityChange.What.USER_ID, phone(system.at("wa_id")),
                    system.at("user_id").textOrNull(), null);
            case "customer_identity_changed" -> new IdentityChange(IdentityChange.What.IDENTITY, null, null,
                    item.at("identity", "hash").textOrNull());
            default -> null;
        };
        if (change == null) {
            return unsupported(id, "system", item);
        }
        var message = new Message(id, "system", system.at("body").textOrNull(), null, null, null, null);
        return new Content(Kind.IDENTITY_CHANGE, message, change);
    }

    private static Media mediaOf(JsonSlice media) {
        var id = media.at("id").textOrNull();
        return id == null ? null
                : new Media(id, media.at("mime_type").textOrNull(), hexOfBase64(media.at("sha256").textOrNull()),
                        media.at("filename").textOrNull(), media.at("url").textOrNull());
    }

    /** Base64 in webhooks, hex in the media call's answer; the contract has hex. */
    private static String hexOfBase64(String base64) {
        try {
            return base64 == null || base64.isEmpty() ? null : HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static String replyTo(JsonSlice item) {
        return item.at("context", "id").textOrNull();
    }

    private static String phone(JsonSlice value) {
        var phone = value.textOrNull();
        return phone != null && PhoneNumber.is(phone) ? PhoneNumber.e164(phone) : null;
    }

    /** A reaction that is taken back has an empty emoji, or none. */
    private static String emoji(JsonSlice value) {
        var emoji = value.textOrNull();
        return emoji == null || emoji.isEmpty() ? null : emoji;
    }

    private static String type(JsonSlice typed) {
        return typed.at("type").text().orElse("unknown");
    }
}
