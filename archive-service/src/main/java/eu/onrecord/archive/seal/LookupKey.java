package eu.onrecord.archive.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret under which identifiers and ids are hashed, so that what is not stored in the clear is found by them. Permanent.
 */
public final class LookupKey {
    /** How long the secret is at least. */
    public static final int LEAST_BYTES = 32;

    private static final int EVENT_HASH_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";
    /** No identifier begins so, nor an event's id. */
    private static final byte[] OWN_MAKING = "\0onrecord: of our own making\0".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec key;

    /**
     * @param secret at least 32 bytes, the same for ever
     * @throws IllegalArgumentException if it is shorter
     */
    public LookupKey(byte[] secret) {
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException("the lookup key needs at least " + LEAST_BYTES + " bytes");
        }
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** @param identifier a phone number in E.164, or a user id */
    public byte[] hash(String identifier) {
        return hash(identifier.getBytes(StandardCharsets.UTF_8));
    }

    /** By which an event is known to be recorded; its id is nowhere in the clear. 16 bytes. */
    public byte[] hash(UUID eventId) {
        return Arrays.copyOf(hash(ByteBuffer.allocate(2 * Long.BYTES).putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits()).array()), EVENT_HASH_BYTES);
    }

    /** By which something is known to be of this archive's own making: 32 bytes, that nothing is looked up by. */
    public byte[] sign(byte[] message) {
        return hash(ByteBuffer.allocate(OWN_MAKING.length + message.length).put(OWN_MAKING).put(message).array());
    }

    private byte[] hash(byte[] bytes) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
