package eu.onrecord.ingest.provider.whatsapp;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** Meta's times: unix seconds, as a string in messages and statuses, as a number in preferences and entries. */
final class Timestamp {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    private Timestamp() {
    }

    /** Empty if it is not one. */
    static Optional<Instant> of(JsonNode node) {
        var text = node.isTextual() || node.isIntegralNumber() ? node.asText() : "";
        return SECONDS.matcher(text).matches() ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
                : Optional.empty();
    }
}
