package eu.onrecord.ingest.provider.whatsapp;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
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
    static Content of(String id, JsonNode item) {
        var type = item.path("type").asText("unknown");
        return switch (type) {
            case "text" -> message(id, type, item, text(item.at("/text/body")), null);
            case "image", "video", "audio", "document", "sticker" -> media(id, type, item);
            case "location", "contacts", "order" -> message(id, type, item, null, null);
            case "button" -> message(id, type, item, text(item.at("/button/text")), text(item.at("/button/payload")));
            case "interactive" -> interactive(id, item);
            case "reaction" -> about(Kind.REACTION, id, type, item.at("/reaction/message_id"),
                    emoji(item.at("/reaction/emoji")), null, item);
            case "edit" -> edit(id, item);
            case "revoke" -> about(Kind.REVOCATION, id, type, item.at("/revoke/original_message_id"), null, null, item);
            case "system" -> system(id, item);
            default -> unsupported(id, type, item);
        };
    }

    /** The same thing, not understood. */
    static Content unsupported(String id, String type, JsonNode item) {
        return new Content(Kind.UNSUPPORTED, new Message(id, type, null, null, null, replyTo(item), null), null);
    }

    private static Content message(String id, String type, JsonNode item, String text, String payload) {
        if (!item.has(type)) {
            return unsupported(id, type, item);
        }
        return new Content(Kind.MESSAGE, new Message(id, type, text, payload, null, replyTo(item), null), null);
    }

    private static Content media(String id, String type, JsonNode item) {
        var media = mediaOf(item.path(type));
        if (media == null) {
            return unsupported(id, type, item);
        }
        var caption = text(item.path(type).path("caption"));
        return new Content(Kind.MESSAGE, new Message(id, type, caption, null, media, replyTo(item), null), null);
    }

    /** The object can be missing, with an error beside it. */
    private static Content interactive(String id, JsonNode item) {
        var interactive = item.path("interactive");
        var reply = interactive.path(interactive.path("type").asText());
        if (reply.isMissingNode()) {
            return unsupported(id, "interactive", item);
        }
        var text = reply.has("title") ? reply.path("title") : reply.path("body");
        return message(id, "interactive", item, text(text), text(reply.path("id")));
    }

    private static Content edit(String id, JsonNode item) {
        var edited = item.at("/edit/message");
        var type = edited.path("type").asText("unknown");
        var text = MEDIA.contains(type) ? edited.path(type).path("caption") : edited.at("/text/body");
        return about(Kind.EDIT, id, type, item.at("/edit/original_message_id"), text(text), mediaOf(edited.path(type)), item);
    }

    private static Content about(Kind kind, String id, String type, JsonNode target, String text, Media media, JsonNode item) {
        if (text(target) == null) {
            return unsupported(id, type, item);
        }
        return new Content(kind, new Message(id, type, text, null, media, replyTo(item), text(target)), null);
    }

    private static Content system(String id, JsonNode item) {
        var system = item.path("system");
        var change = switch (system.path("type").asText()) {
            case "user_changed_number" -> new IdentityChange(IdentityChange.What.PHONE,
                    phone(system.has("wa_id") ? system.path("wa_id") : system.path("new_wa_id")),
                    text(system.path("user_id")), null);
            case "user_changed_user_id" -> new IdentityChange(IdentityChange.What.USER_ID, phone(system.path("wa_id")),
                    text(system.path("user_id")), null);
            case "customer_identity_changed" -> new IdentityChange(IdentityChange.What.IDENTITY, null, null,
                    text(item.at("/identity/hash")));
            default -> null;
        };
        if (change == null) {
            return unsupported(id, "system", item);
        }
        var message = new Message(id, "system", text(system.path("body")), null, null, null, null);
        return new Content(Kind.IDENTITY_CHANGE, message, change);
    }

    private static Media mediaOf(JsonNode media) {
        var id = text(media.path("id"));
        return id == null ? null
                : new Media(id, text(media.path("mime_type")), hexOfBase64(media.path("sha256").asText("")),
                        text(media.path("filename")), text(media.path("url")));
    }

    /** Base64 in webhooks, hex in the media call's answer; the contract has hex. */
    private static String hexOfBase64(String base64) {
        try {
            return base64.isEmpty() ? null : HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static String replyTo(JsonNode item) {
        return text(item.at("/context/id"));
    }

    private static String phone(JsonNode node) {
        var phone = text(node);
        return phone != null && PhoneNumber.is(phone) ? PhoneNumber.e164(phone) : null;
    }

    /** A reaction that is taken back has an empty emoji, or none. */
    private static String emoji(JsonNode node) {
        var emoji = text(node);
        return emoji == null || emoji.isEmpty() ? null : emoji;
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
