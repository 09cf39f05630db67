package eu.onrecord.ingest.provider.whatsapp;

import java.time.Instant;
import java.util.Optional;

import eu.onrecord.ingest.json.JsonSlice;

/** Meta's times: unix seconds, as a string in messages and statuses, as a number in preferences and entries. */
final class Timestamp {
    private static final int MOST_DIGITS = 10;

    private Timestamp() {
    }

    /** Empty if it is not one. */
    static Optional<Instant> of(JsonSlice value) {
        return value.isText() || value.isInteger() ? value.scalar().filter(Timestamp::isSeconds)
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds))) : Optional.empty();
    }

    private static boolean isSeconds(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MOST_DIGITS && Long.parseLong(text) > 0;
    }
}
