package eu.onrecord.consent.provider.vonage;

import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.provider.Outgoing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A message as Vonage's Messages API wants it. */
final class VonageMessage {
    private VonageMessage() {
    }

    static JsonObject of(Outgoing message) {
        var request = new JsonObject().put("channel", channel(message)).put("to", digits(message.recipient().value()))
                .put("from", digits(message.business())).put("client_ref", message.reference());
        var content = message.content();
        if (content instanceof Content.Text text) {
            return request.put("message_type", "text").put("text", text.text());
        }
        if (content instanceof Content.Media media) {
            var type = media.kind().equals("document") ? "file" : media.kind();
            var file = new JsonObject().put("url", media.link().toString());
            if (media.text() != null) {
                file.put("caption", media.text());
            }
            return request.put("message_type", type).put(type, file);
        }
        var template = (Content.Template) content;
        return request.put("message_type", "template")
                .put("template", new JsonObject().put("name", template.name())
                        .put("parameters", new JsonArray(template.parameters())))
                .put("whatsapp", new JsonObject().put("policy", "deterministic").put("locale", template.language()));
    }

    /** Vonage's word for the network; files do not fit into an SMS. */
    private static String channel(Outgoing message) {
        return switch (message.medium()) {
            case SMS -> message.content() instanceof Content.Media ? "mms" : "sms";
            case VIBER -> "viber_service";
            case WHATSAPP, RCS, MESSENGER, INSTAGRAM, TELEGRAM -> message.medium().network().word();
        };
    }

    /** Vonage writes numbers without their plus. */
    private static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }
}
