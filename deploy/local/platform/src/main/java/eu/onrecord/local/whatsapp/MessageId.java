package eu.onrecord.local.whatsapp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** Message ids like Meta's: they hold the phone number in base64. */
final class MessageId {
    private MessageId() {
    }

    static String random(String phone) {
        var inside = phone + " " + UUID.randomUUID();
        return "wamid." + Base64.getEncoder().encodeToString(inside.getBytes(StandardCharsets.UTF_8));
    }
}
