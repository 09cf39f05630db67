package eu.onrecord.archive.record;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids of records: UUIDv7 (RFC 9562, section 5.7) of the own time, so that an id alone tells where its record stands. */
public final class RecordId {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private RecordId() {
    }

    static UUID of(Instant ownTime, SecureRandom random) {
        return new UUID(ownTime.toEpochMilli() << 16 | VERSION | random.nextLong() & 0xFFFL,
                VARIANT | random.nextLong() >>> 2);
    }

    /** The own time of a record with this id. */
    public static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
