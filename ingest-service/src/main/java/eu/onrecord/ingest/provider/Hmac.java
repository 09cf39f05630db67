package eu.onrecord.ingest.provider;

import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes (RFC 2104), as providers sign with them. */
public enum Hmac {
    SHA256("HmacSHA256"),
    /** Broken as a hash, not as a keyed one (RFC 6194, section 3.3); Twilio uses nothing else. */
    SHA1("HmacSHA1");

    private final String algorithm;

    Hmac(String algorithm) {
        this.algorithm = algorithm;
    }

    /** @param secret at least one byte */
    public byte[] of(byte[] secret, byte[] message) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
