package eu.onrecord.consent.customer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps identifiers so that they can be found and addressed, and read by nobody who has the database alone: a keyed hash to
 * find, AES-256-GCM to open.
 */
public final class IdentifierVault {
    /** How long the secret is at least. */
    public static final int LEAST_BYTES = 32;

    private static final String HMAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec hashKey;
    private final SecretKeySpec sealKey;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param secret at least 32 bytes, the same for ever
     * @throws IllegalArgumentException if it is shorter
     */
    public IdentifierVault(byte[] secret) {
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException("the identifier key needs at least " + LEAST_BYTES + " bytes");
        }
        var root = new SecretKeySpec(secret, HMAC);
        hashKey = new SecretKeySpec(hmac(root, "find"), HMAC);
        sealKey = new SecretKeySpec(hmac(root, "open"), "AES");
    }

    /** A keyed hash of any text: the same for the same text, and nothing to guess from. */
    public byte[] fingerprint(String text) {
        return hmac(hashKey, "text\n" + text);
    }

    /** The same as lower-case hex: by what a provider's message id is found, which on WhatsApp holds the phone number. */
    public String fingerprintOf(String text) {
        return HexFormat.of().formatHex(fingerprint(text));
    }

    /** By what an identifier is found. */
    public IdentifierHash hash(String legalEntity, Identifier identifier) {
        return IdentifierHash.of(legalEntity, hmac(hashKey, identifier.kind() + "\n" + identifier.canonical()));
    }

    /** Text that only this key opens again. */
    public byte[] seal(String text) {
        return seal(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that only this key opens again. */
    public byte[] seal(byte[] bytes) {
        try {
            var nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, sealKey, new GCMParameterSpec(TAG_BITS, nonce));
            var sealed = cipher.doFinal(bytes);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws IllegalStateException if it was sealed under another key, or changed since */
    public String open(byte[] sealed) {
        return new String(openBytes(sealed), StandardCharsets.UTF_8);
    }

    /** @throws IllegalStateException if they were sealed under another key, or changed since */
    public byte[] openBytes(byte[] sealed) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, sealKey, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
            return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("what was sealed cannot be opened with the configured key", broken);
        }
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
