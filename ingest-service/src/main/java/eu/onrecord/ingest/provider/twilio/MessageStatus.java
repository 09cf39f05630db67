package eu.onrecord.ingest.provider.twilio;

import java.util.Locale;
import java.util.Optional;

import eu.onrecord.contract.chat.Status;

/** Twilio's words for how far a message came. */
final class MessageStatus {
    private MessageStatus() {
    }

    /** Empty if it is not known. */
    static Optional<Status.State> state(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "accepted", "scheduled", "queued", "sending" -> Optional.of(Status.State.ACCEPTED);
            case "sent", "partially_delivered" -> Optional.of(Status.State.SENT);
            case "delivered" -> Optional.of(Status.State.DELIVERED);
            case "read" -> Optional.of(Status.State.READ);
            case "undelivered", "failed", "canceled" -> Optional.of(Status.State.FAILED);
            default -> Optional.empty();
        };
    }
}
