package eu.onrecord.ingest.provider.vonage;

import java.util.List;
import java.util.Optional;

import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.ingest.json.JsonSlice;

/** What a message says, whatever its type. Types that are not known are of kind unsupported and keep their id. */
record Content(Kind kind, Message message) {

    static Content of(String id, JsonSlice body) {
        var type = typeOf(body);
        var part = body.at(type);
        if (!part.exists()) {
            return unsupported(id, type, body);
        }
        return switch (type) {
            case "text" -> message(id, type, body, part.textOrNull(), null, List.of());
            case "image", "audio", "video", "file", "sticker", "vcard" -> files(id, type, body, List.of(part));
            case "content" -> files(id, type, body, part.elements());
            case "location", "contact", "contacts", "order" -> message(id, type, body, null, null, List.of());
            case "reply" -> message(id, type, body, part.at("title").textOrNull(), part.at("id").textOrNull(), List.of());
            case "button" -> message(id, type, body, part.at("text").textOrNull(), payload(part), List.of());
            case "reaction" -> reaction(id, body, part);
            default -> unsupported(id, type, body);
        };
    }

    /** An SMS does not say that it is text; the older version says its type further inside. */
    private static String typeOf(JsonSlice body) {
        return body.at("message_type").text().or(() -> body.at("message", "content", "type").text())
                .orElse(body.has("text") ? "text" : "unknown");
    }

    private static Content message(String id, String type, JsonSlice body, String text, String payload, List<Media> files) {
        return new Content(Kind.MESSAGE, new Message(id, type, text, payload, files.isEmpty() ? null : files.get(0),
                replyTo(body), null, files.stream().skip(1).toList()));
    }

    private static Content files(String id, String type, JsonSlice body, List<JsonSlice> parts) {
        var files = parts.stream().filter(part -> part.at("url").isText()).map(Content::file).toList();
        var caption = parts.stream().flatMap(part -> part.at("caption").text().stream()).findFirst()
                .orElse(body.at("text").textOrNull());
        return files.isEmpty() ? unsupported(id, type, body) : message(id, type, body, caption, null, files);
    }

    private static Media file(JsonSlice part) {
        var url = part.at("url").textOrNull();
        return new Media(url, null, null, part.at("name").textOrNull(), url);
    }

    /** Text over RCS; over WhatsApp an object, which is kept as it is written. */
    private static String payload(JsonSlice button) {
        var payload = button.at("payload");
        return payload.isObject() ? payload.written() : payload.textOrNull();
    }

    /** Taken back with the action {@code unreact}, or without an emoji. */
    private static Content reaction(String id, JsonSlice body, JsonSlice part) {
        var target = replyTo(body);
        if (target == null) {
            return unsupported(id, "reaction", body);
        }
        var emoji = part.at("emoji").text().filter(given -> !given.isEmpty())
                .filter(given -> !part.at("action").text().equals(Optional.of("unreact")));
        return new Content(Kind.REACTION,
                new Message(id, "reaction", emoji.orElse(null), null, null, null, target));
    }

    private static Content unsupported(String id, String type, JsonSlice body) {
        return new Content(Kind.UNSUPPORTED, new Message(id, type, null, null, null, replyTo(body), null));
    }

    private static String replyTo(JsonSlice body) {
        return body.at("context", "message_uuid").textOrNull();
    }
}
