package eu.onrecord.archive.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Envelope;

/**
 * When something happened, out of its event and never off the archive's own clock: the same event has it each time it is read.
 */
public final class OwnTime {
    /** The first of today's messengers opened in 2009. */
    private static final Instant FIRST = Instant.parse("2009-01-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(366);

    private OwnTime() {
    }

    /** When it happened; where that is not told or cannot be, when it was received. */
    public static Instant ofChat(Envelope<ChatEvent> event) {
        return of(event.data().receivedAt(), event.data().occurredAt(), event.data().receivedAt(), event.time());
    }

    /** When it happened; where that cannot be, when it was published. */
    public static Instant ofConsent(Envelope<ConsentEvent> event) {
        return of(event.time(), event.data().occurredAt(), event.time());
    }

    private static Instant of(Instant received, Instant... told) {
        var last = told[told.length - 1];
        return Stream.of(told).filter(Objects::nonNull)
                .filter(time -> !time.isBefore(FIRST) && (received == null || !time.isAfter(received.plus(AHEAD)))).findFirst()
                .orElse(last);
    }
}
