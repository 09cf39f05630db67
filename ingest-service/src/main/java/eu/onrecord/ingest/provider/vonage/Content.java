package eu.onrecord.ingest.provider.vonage;

import static eu.onrecord.ingest.provider.vonage.MessagesBody.text;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;

/** What a message says, whatever its type. Types that are not known are of kind unsupported and keep their id. */
record Content(Kind kind, Message message) {

    static Content of(String id, JsonNode body) {
        var type = body.path("message_type").asText("unknown");
        var part = body.path(type);
        return switch (type) {
            case "text" -> message(id, type, body, string(body.path("text")), null, null);
            case "image", "audio", "video", "file", "sticker", "vcard" -> media(id, type, body, part);
            case "location", "contact", "contacts", "order" -> known(part) ? message(id, type, body, null, null, null)
                    : unsupported(id, type, body);
            case "reply" -> message(id, type, body, string(part.path("title")), string(part.path("id")), null);
            case "button" -> message(id, type, body, string(part.path("text")), string(part.path("payload")), null);
            case "reaction" -> reaction(id, body, part);
            default -> unsupported(id, type, body);
        };
    }

    private static Content message(String id, String type, JsonNode body, String text, String payload, Media media) {
        return text == null && payload == null && media == null && !known(body.path(type)) ? unsupported(id, type, body)
                : new Content(Kind.MESSAGE, new Message(id, type, text, payload, media, replyTo(body), null));
    }

    private static Content media(String id, String type, JsonNode body, JsonNode part) {
        return text(part.path("url"))
                .map(url -> message(id, type, body, string(part.path("caption")), null,
                        new Media(text(part.path("id")).orElse(url), null, null, string(part.path("name")), url)))
                .orElseGet(() -> unsupported(id, type, body));
    }

    /** Taken back with the action {@code unreact}, or without an emoji. */
    private static Content reaction(String id, JsonNode body, JsonNode part) {
        var target = replyTo(body);
        if (target == null) {
            return unsupported(id, "reaction", body);
        }
        var emoji = part.path("action").asText().equals("unreact") ? null : text(part.path("emoji")).orElse(null);
        return new Content(Kind.REACTION, new Message(id, "reaction", emoji, null, null, null, target));
    }

    private static Content unsupported(String id, String type, JsonNode body) {
        return new Content(Kind.UNSUPPORTED, new Message(id, type, null, null, null, replyTo(body), null));
    }

    private static boolean known(JsonNode part) {
        return part.isContainerNode();
    }

    private static String replyTo(JsonNode body) {
        return text(body.at("/context/message_uuid")).orElse(null);
    }

    private static String string(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
