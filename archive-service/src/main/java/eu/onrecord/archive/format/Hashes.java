package eu.onrecord.archive.format;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256, HMAC (RFC 2104) and HKDF (RFC 5869) with it. */
final class Hashes {
    private static final String HMAC = "HmacSHA256";

    private Hashes() {
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** HKDF-Expand to 32 bytes: its first block. */
    static byte[] expand(byte[] key, byte[] info) {
        var block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return hmac(key, block);
    }
}
