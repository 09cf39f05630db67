package eu.onrecord.ingest.provider;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A time as providers write it, where it can be one: whatever keeps it later must be able to. */
public final class ProviderTime {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private ProviderTime() {
    }

    /** ISO 8601, with an offset; empty if it is none, or long before or after anybody wrote. */
    public static Optional<Instant> iso(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(time -> !time.isBefore(EARLIEST) && !time.isAfter(LATEST));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
