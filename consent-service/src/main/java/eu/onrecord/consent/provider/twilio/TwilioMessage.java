package eu.onrecord.consent.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.provider.Outgoing;
import io.vertx.core.json.JsonObject;

/** A message as Twilio wants it: a form. */
final class TwilioMessage {
    private static final String WHATSAPP = "whatsapp:";

    private TwilioMessage() {
    }

    static boolean isWhatsApp(String business) {
        return business.startsWith(WHATSAPP);
    }

    static String of(Outgoing message, Optional<URI> statusCallback) {
        var form = new LinkedHashMap<String, String>();
        form.put("From", message.business());
        form.put("To", (isWhatsApp(message.business()) ? WHATSAPP : "") + message.recipient().value());
        statusCallback.ifPresent(address -> form.put("StatusCallback", address.toString()));
        var content = message.content();
        if (content instanceof Content.Template template) {
            form.put("ContentSid", template.name());
            form.put("ContentVariables", variables(template));
        } else if (content instanceof Content.Media media) {
            form.put("MediaUrl", media.link().toString());
        }
        if (!content.isTemplate() && content.text() != null) {
            form.put("Body", content.text());
        }
        return form.entrySet().stream().map(TwilioMessage::encoded).collect(Collectors.joining("&"));
    }

    /** Named by their place, from 1. */
    private static String variables(Content.Template template) {
        var variables = new JsonObject();
        for (var i = 0; i < template.parameters().size(); i++) {
            variables.put(String.valueOf(i + 1), template.parameters().get(i));
        }
        return variables.encode();
    }

    private static String encoded(Map.Entry<String, String> field) {
        return URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8);
    }
}
