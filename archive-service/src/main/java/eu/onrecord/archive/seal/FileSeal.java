package eu.onrecord.archive.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals one file segment by segment, in the form that Tink calls AES256_GCM_HKDF_1MB, on the JDK's ciphers: FORMAT.md says it
 * to
 * the byte. Segments cannot be exchanged, repeated, cut off or moved to another file; each opens by itself, so that a file is
 * read from anywhere. Tink itself is what the tests hold this to; it would bring protocol buffers into a native executable.
 */
public final class FileSeal {
    /** Of the sealed file, but for its last segment. */
    static final int SEGMENT_BYTES = 1 << 20;
    static final int TAG_BYTES = 16;
    private static final int SALT_BYTES = 32;
    private static final int PREFIX_BYTES = 7;
    /** Before the first segment, and counted to it. */
    public static final int HEADER_BYTES = 1 + SALT_BYTES + PREFIX_BYTES;
    private static final int NONCE_BYTES = PREFIX_BYTES + 4 + 1;
    private static final String LABEL = "onrecord/file-key/v1";

    private final byte[] header;
    private final SecretKey key;

    private FileSeal(DataKey key, UUID recordId, String scope, byte[] header) {
        this.header = header;
        this.key = new SecretKeySpec(
                Derivation.hkdf(Derivation.of(key, LABEL, recordId), Arrays.copyOfRange(header, 1, 1 + SALT_BYTES),
                        Derivation.belongsTo(key, recordId, scope)),
                "AES");
    }

    /**
     * Of a file that is to be sealed.
     *
     * @param recordId of the record that tells of the file
     * @param scope that the key is of
     */
    public static FileSeal begin(DataKey key, UUID recordId, String scope, SecureRandom random) {
        var fresh = new byte[HEADER_BYTES];
        random.nextBytes(fresh);
        fresh[0] = HEADER_BYTES;
        return new FileSeal(key, recordId, scope, fresh);
    }

    /**
     * Of a file that was sealed.
     *
     * @param header what stands at its beginning
     * @throws BrokenSealException if that is no beginning of one
     */
    public static FileSeal of(DataKey key, UUID recordId, String scope, byte[] header) {
        if (header.length != HEADER_BYTES || header[0] != HEADER_BYTES) {
            throw new BrokenSealException();
        }
        return new FileSeal(key, recordId, scope, header);
    }

    /** What stands before the first segment. */
    public byte[] header() {
        return header.clone();
    }

    /**
     * Seals a segment.
     *
     * @param number from 0
     * @param isLast whether none follows: only then may it be shorter than {@link #plainBytes}
     */
    public byte[] seal(int number, boolean isLast, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, number, isLast).doFinal(plain);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws BrokenSealException if it is not what was sealed, in this place */
    public byte[] open(int number, boolean isLast, byte[] sealed) {
        try {
            return cipher(Cipher.DECRYPT_MODE, number, isLast).doFinal(sealed);
        } catch (GeneralSecurityException broken) {
            throw new BrokenSealException(broken);
        }
    }

    private Cipher cipher(int mode, int number, boolean isLast) throws GeneralSecurityException {
        var nonce = ByteBuffer.allocate(NONCE_BYTES).put(header, 1 + SALT_BYTES, PREFIX_BYTES).putInt(number)
                .put((byte) (isLast ? 1 : 0)).array();
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        return cipher;
    }

    /** How many bytes of the file a whole segment holds. */
    public static int plainBytes(int number) {
        return SEGMENT_BYTES - TAG_BYTES - (number == 0 ? HEADER_BYTES : 0);
    }
}
