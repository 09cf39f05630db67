package eu.onrecord.consent.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a free-form message may go. Meta: only within 24 h of the customer's last message.
 *
 * @param lastInbound the customer's last message; null if there was none
 */
public record ServiceWindow(Instant lastInbound) {
    static final Duration LENGTH = Duration.ofHours(24);

    public boolean isOpenAt(Instant now) {
        return closesAt().filter(now::isBefore).isPresent();
    }

    /** Empty if it was never open. */
    public Optional<Instant> closesAt() {
        return Optional.ofNullable(lastInbound).map(inbound -> inbound.plus(LENGTH));
    }
}
