package eu.onrecord.consent.provider.whatsapp;

import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.provider.Outgoing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A message as the Cloud API wants it. */
final class CloudApiMessage {
    private CloudApiMessage() {
    }

    static JsonObject of(Outgoing message) {
        var request = new JsonObject().put("messaging_product", "whatsapp").put("recipient_type", "individual");
        // a phone number keeps its plus, or Meta puts the business's own country code before it
        request.put(message.recipient().kind() == Identifier.Kind.PHONE ? "to" : "recipient", message.recipient().value());
        var content = message.content();
        if (content instanceof Content.Text text) {
            request.put("type", "text").put("text", new JsonObject().put("preview_url", false).put("body", text.text()));
        } else if (content instanceof Content.Media media) {
            request.put("type", media.kind()).put(media.kind(), media(media));
        } else if (content instanceof Content.Template template) {
            request.put("type", "template").put("template", template(template));
        }
        return request.put("biz_opaque_callback_data", message.reference());
    }

    private static JsonObject media(Content.Media media) {
        var file = new JsonObject().put("link", media.link().toString());
        // Meta refuses a caption on audio and a file name on anything but documents
        if (media.text() != null && !media.kind().equals("audio")) {
            file.put("caption", media.text());
        }
        if (media.filename() != null && media.kind().equals("document")) {
            file.put("filename", media.filename());
        }
        return file;
    }

    private static JsonObject template(Content.Template template) {
        var json = new JsonObject().put("name", template.name()).put("language",
                new JsonObject().put("code", template.language()));
        if (template.parameters().isEmpty()) {
            return json;
        }
        var parameters = new JsonArray();
        template.parameters().forEach(text -> parameters.add(new JsonObject().put("type", "text").put("text", text)));
        return json.put("components", new JsonArray().add(new JsonObject().put("type", "body").put("parameters", parameters)));
    }
}
