package eu.onrecord.local.phone;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What most providers sign with. */
public final class Hmac {
    private Hmac() {
    }

    /** @param algorithm as the JDK calls it, such as {@code HmacSHA256} */
    public static byte[] of(String algorithm, String secret, byte[] text) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
