package eu.onrecord.archive.conversation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret under which identifiers are hashed, so that a conversation is found by a phone number that is not stored. */
public final class LookupKey {
    /** How long the secret is at least. */
    public static final int LEAST_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

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
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(identifier.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
