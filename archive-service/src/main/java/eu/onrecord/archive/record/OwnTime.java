package eu.onrecord.archive.record;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When something happened, out of its event and never off the archive's own clock: the same event has it each time it is read.
 *
 * @param at in whole milliseconds
 * @param isTimeless whether each copy of the event would have another, so that the time does not tell copies apart
 */
public record OwnTime(Instant at, boolean isTimeless) {
    /** The first of today's messengers opened in 2009. */
    private static final Instant FIRST = Instant.parse("2009-01-01T00:00:00Z");
    /** Nothing was stored before there was anything to store it: such a stamp tells nothing. */
    private static final Instant FIRST_STORED = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(366);
    /** Nothing is received long after Kafka has it. */
    private static final Duration CLOCKS_APART = Duration.ofDays(1);

    /** Of what is made here, at this moment, and comes once. */
    public static OwnTime now(Instant now) {
        return new OwnTime(now.truncatedTo(ChronoUnit.MILLIS), false);
    }

    /**
     * @param occurredAt by the event's value, as it is written there; null where it is not told
     * @param receivedAt by the event's value; null where it is not told
     * @param isOfReceipt whether the value says that its time is ours, of the receipt
     * @param eventTime the CloudEvents time; null where it is not told
     * @param stored Kafka's own timestamp
     */
    public static OwnTime of(String occurredAt, String receivedAt, boolean isOfReceipt, String eventTime, Instant stored) {
        var isStamped = !stored.isBefore(FIRST_STORED) && !stored.isAfter(LAST);
        var latest = isStamped ? stored.plus(CLOCKS_APART) : LAST;
        var received = Stream.of(receivedAt, eventTime).flatMap(told -> time(told).stream())
                .filter(told -> !told.isBefore(FIRST) && !told.isAfter(latest)).findFirst();
        // where nothing tells when it came, any time is possible
        var bound = received.or(() -> Optional.of(stored).filter(it -> isStamped)).map(it -> it.plus(AHEAD)).orElse(LAST);
        var occurred = time(occurredAt).filter(told -> !told.isBefore(FIRST) && !told.isAfter(bound));
        var at = occurred.or(() -> received).orElse(isStamped ? stored : FIRST);
        return new OwnTime(at.truncatedTo(ChronoUnit.MILLIS), occurred.isEmpty() || isOfReceipt);
    }

    private static Optional<Instant> time(String told) {
        try {
            return Optional.ofNullable(told).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant).filter(Objects::nonNull)
                    .filter(at -> at.isAfter(Instant.EPOCH));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
