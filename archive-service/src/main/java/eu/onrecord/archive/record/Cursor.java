package eu.onrecord.archive.record;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in the order in which records are read: by own time, then by when they were recorded. What arrives meanwhile moves no
 * page.
 *
 * @param horizon the oldest transaction that was not done when the first page was asked for, an unsigned number: what it wrote,
 *        and each after it, may be there since, and is no reason to pass over what was there before. A clock would not do: what
 *        is stamped is committed later, and another pod's clock is another
 */
public record Cursor(Instant occurredAt, Instant recordedAt, UUID id, long horizon) {
    private static final int BYTES = 5 * Long.BYTES;
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final int NANOS_A_MICRO = 1_000;
    /** Of the year 9999. */
    private static final long LAST_SECOND = 253_402_300_799L;

    /** Before everything. */
    static Cursor start(long horizon) {
        return new Cursor(Instant.EPOCH, Instant.EPOCH, new UUID(0, 0), horizon);
    }

    /** Before all that is of this time or later. */
    public static Cursor from(Instant time) {
        return new Cursor(time, Instant.EPOCH, new UUID(0, 0), 0);
    }

    /** The place of a record, for the same reader: what comes after it is the next page. */
    public Cursor at(Opened record) {
        return new Cursor(record.occurredAt(), record.recordedAt(), record.id(), horizon);
    }

    /** As it stands in an address. It tells no more than a record's id does. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ByteBuffer.allocate(BYTES)
                .putLong(micros(occurredAt)).putLong(micros(recordedAt)).putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits()).putLong(horizon).array());
    }

    /** As finely as the database counts. */
    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS_A_SECOND), time.getNano() / NANOS_A_MICRO);
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Times before and after which nothing is recorded. */
    private static boolean isCounted(Instant time) {
        return !time.isBefore(Instant.EPOCH) && time.getEpochSecond() <= LAST_SECOND;
    }

    /** Empty for what {@link #text} never gave. */
    public static Optional<Cursor> parse(String text) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return bytes.remaining() != BYTES ? Optional.empty()
                    : Optional.of(new Cursor(time(bytes.getLong()), time(bytes.getLong()),
                            new UUID(bytes.getLong(), bytes.getLong()), bytes.getLong()))
                            .filter(it -> isCounted(it.occurredAt()) && isCounted(it.recordedAt()));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
