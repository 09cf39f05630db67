package eu.onrecord.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.IntStream;

import eu.onrecord.local.whatsapp.WhatsApp;

/** Webhooks of 1 KB as Meta sends them, each of another customer, each with its own message id and signature. */
final class SignedWebhooks {
    static final int BODY_BYTES = 1024;
    private static final int HOW_MANY = 4000;

    private SignedWebhooks() {
    }

    /**
     * A webhook.
     *
     * @param signature the value of its header
     */
    record SignedWebhook(byte[] body, String signature) {
    }

    static List<SignedWebhook> make() {
        return IntStream.range(0, HOW_MANY).mapToObj(SignedWebhooks::webhook).toList();
    }

    private static SignedWebhook webhook(int number) {
        var body = body(number, "");
        var text = "Goedemorgen, klopt mijn factuur? ".repeat(BODY_BYTES / 33 + 1).substring(0, BODY_BYTES - body.length());
        var bytes = body(number, text).getBytes(UTF_8);
        return new SignedWebhook(bytes, WhatsApp.signature(IngestSettings.APP_SECRET, bytes));
    }

    private static String body(int number, String text) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{\
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"31880000000","phone_number_id":"%s"},\
                "contacts":[{"profile":{"name":"Sanne de Vries"},"wa_id":"3161%07d"}],"messages":[{"from":"3161%07d",\
                "id":"wamid.HBgLMzE2MTIzNDU2NzgVAgASGBQzQTdE%08d","timestamp":"1772359200","text":{"body":"%s"},\
                "type":"text"}]},"field":"messages"}]}]}""".formatted(IngestSettings.NUMBER, number, number, number, text);
    }
}
