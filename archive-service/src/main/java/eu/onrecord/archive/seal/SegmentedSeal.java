package eu.onrecord.archive.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals streams of any length in constant memory: segments of 64 KiB, each with AES-256-GCM, whose nonces count and mark the
 * last one, so that segments cannot be exchanged, repeated or cut off (the STREAM construction of Hoang, Reyhanitabar, Rogaway
 * and Vizár).
 */
public final class SegmentedSeal {
    static final int PREFIX_BYTES = 7;
    private static final int SEGMENT_BYTES = 64 * 1024;
    private static final int TAG_BYTES = 16;
    static final int SEALED_SEGMENT_BYTES = SEGMENT_BYTES + TAG_BYTES;
    private static final int NONCE_BYTES = 12;

    private SegmentedSeal() {
    }

    /** Reads all of the plain stream and writes it sealed. Neither is closed. */
    public static void seal(DataKey key, InputStream plain, OutputStream sealed, SecureRandom random) throws IOException {
        var prefix = new byte[PREFIX_BYTES];
        random.nextBytes(prefix);
        sealed.write(prefix);
        var current = plain.readNBytes(SEGMENT_BYTES);
        for (var counter = 0;; counter++) {
            var next = current.length < SEGMENT_BYTES ? new byte[0] : plain.readNBytes(SEGMENT_BYTES);
            var last = next.length == 0;
            sealed.write(crypt(Cipher.ENCRYPT_MODE, key.secret(), nonce(prefix, counter, last), current));
            if (last) {
                return;
            }
            current = next;
        }
    }

    /**
     * Opens one segment.
     *
     * @throws BrokenSealException if it is not what was sealed, in this place
     */
    static byte[] open(DataKey key, byte[] prefix, int counter, boolean last, byte[] segment) {
        return crypt(Cipher.DECRYPT_MODE, key.secret(), nonce(prefix, counter, last), segment);
    }

    private static byte[] nonce(byte[] prefix, int counter, boolean last) {
        return ByteBuffer.allocate(NONCE_BYTES).put(prefix).putInt(counter).put((byte) (last ? 1 : 0)).array();
    }

    private static byte[] crypt(int mode, SecretKey key, byte[] nonce, byte[] segment) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
            return cipher.doFinal(segment);
        } catch (GeneralSecurityException broken) {
            throw new BrokenSealException(broken);
        }
    }
}
