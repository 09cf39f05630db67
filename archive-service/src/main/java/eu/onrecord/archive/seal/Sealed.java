package eu.onrecord.archive.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;

/**
 * A record's content, sealed. The salt inside keeps the commitment from telling anything: without it, nobody can try what the
 * content may have been.
 *
 * @param bytes nonce and ciphertext of salt and content
 * @param commitment SHA-256 of salt and content
 */
public record Sealed(byte[] bytes, byte[] commitment) {
    private static final int SALT_BYTES = 32;

    /**
     * @param recordId binds the ciphertext to its record, so that two cannot be exchanged
     * @param content the event's bytes
     */
    public static Sealed of(DataKey key, UUID recordId, byte[] content, SecureRandom random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var salted = ByteBuffer.allocate(SALT_BYTES + content.length).put(salt).put(content).array();
        return new Sealed(AesGcm.seal(key.secret(), salted, name(recordId)), sha256(salted));
    }

    /**
     * The content, checked against the commitment.
     *
     * @throws BrokenSealException if it is not what was sealed
     */
    public byte[] open(DataKey key, UUID recordId) {
        var salted = AesGcm.open(key.secret(), bytes, name(recordId));
        if (!MessageDigest.isEqual(sha256(salted), commitment)) {
            throw new BrokenSealException(null);
        }
        return Arrays.copyOfRange(salted, SALT_BYTES, salted.length);
    }

    private static byte[] name(UUID recordId) {
        return recordId.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
