package eu.onrecord.ingest.provider;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes (RFC 2104), as providers sign with them. */
public enum Hmac {
    SHA256("HmacSHA256"),
    /** Broken as a hash, not as a keyed one (RFC 6194, section 3.3); Twilio uses nothing else. */
    SHA1("HmacSHA1");

    private final String algorithm;
    /** To look one up costs as much as to sign a short text. */
    private final ThreadLocal<Mac> mac;

    Hmac(String algorithm) {
        this.algorithm = algorithm;
        this.mac = ThreadLocal.withInitial(() -> instance(algorithm));
    }

    /** @param secret at least one byte */
    public byte[] of(byte[] secret, byte[] message) {
        try {
            mac.get().init(new SecretKeySpec(secret, algorithm));
            return mac.get().doFinal(message);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Mac instance(String algorithm) {
        try {
            return Mac.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
