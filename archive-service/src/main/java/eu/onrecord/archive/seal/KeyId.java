package eu.onrecord.archive.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Ids of data keys, by which this archive knows those that it made: a key that never was is not lost, whoever writes its id
 * beside a record. Pure.
 */
public final class KeyId {
    private static final String LABEL = "data-key ";

    private KeyId() {
    }

    /** Another one. */
    public static UUID make(LookupKey lookupKey, Scope scope, SecureRandom random) {
        return of(lookupKey, scope.name(), random.nextLong() & ~0xF000L | 0x8000L);
    }

    /**
     * Whether a key with this id was made here.
     *
     * @param scope of what is sealed under it
     */
    public static boolean isOurs(LookupKey lookupKey, String scope, UUID id) {
        return id.equals(of(lookupKey, scope, id.getMostSignificantBits()));
    }

    /** A UUIDv8 (RFC 9562, section 5.8): half of it is chance, and half follows from that. */
    private static UUID of(LookupKey lookupKey, String scope, long chance) {
        var name = (LABEL + scope).getBytes(UTF_8);
        var signed = ByteBuffer.wrap(lookupKey.sign(ByteBuffer.allocate(name.length + Long.BYTES).put(name).putLong(chance)
                .array())).getLong();
        return new UUID(chance, signed & ~(0xCL << 60) | 0x8L << 60);
    }
}
