package eu.onrecord.archive.record;

import java.nio.ByteBuffer;
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
        return of(ownTime, random.nextLong(), random.nextLong());
    }

    private static UUID of(Instant ownTime, long one, long other) {
        return new UUID(ownTime.toEpochMilli() << 16 | VERSION | one & 0xFFFL, VARIANT | other >>> 2);
    }

    /**
     * One that is the same each time it is made: of what is sealed before its record is made, so that what was sealed and not
     * recorded is found again.
     *
     * @param secret at least 16 bytes, that nobody can guess and nothing else shares
     */
    public static UUID of(Instant ownTime, byte[] secret) {
        var bytes = ByteBuffer.wrap(secret);
        return of(ownTime, bytes.getLong(), bytes.getLong());
    }

    /** The own time of a record with this id. */
    public static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
