package eu.onrecord.archive.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM with a random nonce before the ciphertext, bound to what it belongs to. */
final class AesGcm {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandomHolder RANDOM = new SecureRandomHolder();

    private AesGcm() {
    }

    /** Made when first used, never while a native executable is built. */
    private static final class SecureRandomHolder {
        private SecureRandom random;

        synchronized byte[] nonce() {
            if (random == null) {
                random = new SecureRandom();
            }
            var nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            return nonce;
        }
    }

    static byte[] seal(SecretKey key, byte[] plain, byte[] belongsTo) {
        try {
            var nonce = RANDOM.nonce();
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(belongsTo);
            var sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] open(SecretKey key, byte[] sealed, byte[] belongsTo) {
        if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new BrokenSealException();
        }
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
            cipher.updateAAD(belongsTo);
            return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException broken) {
            throw new BrokenSealException(broken);
        }
    }
}
