package eu.onrecord.archive.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import eu.onrecord.archive.format.Enclosed;

/**
 * Seals what a record encloses, as FORMAT.md says: bound to its record, its key and its scope, so that none can be exchanged.
 */
public final class RecordSeal {
    private static final byte VERSION = 1;
    private static final byte[] LABEL = "onrecord/record-key/v1".getBytes(UTF_8);

    private RecordSeal() {
    }

    /** @param scope that the key is of */
    public static byte[] seal(DataKey key, UUID recordId, String scope, Enclosed enclosed) {
        return AesGcm.seal(recordKey(key, recordId), enclosed.bytes(), belongsTo(key, recordId, scope));
    }

    /** @throws BrokenSealException if it is not what was sealed */
    public static Enclosed open(DataKey key, UUID recordId, String scope, byte[] sealed) {
        try {
            return Enclosed.of(AesGcm.open(recordKey(key, recordId), sealed, belongsTo(key, recordId, scope)));
        } catch (IllegalArgumentException damaged) {
            throw new BrokenSealException(damaged);
        }
    }

    /** HKDF-Expand (RFC 5869) to one block: no key is used for two things, nor a nonce twice under one. */
    private static SecretKey recordKey(DataKey key, UUID recordId) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret().getEncoded(), "HmacSHA256"));
            mac.update(LABEL);
            mac.update(ByteBuffer.allocate(16 + 1).putLong(recordId.getMostSignificantBits())
                    .putLong(recordId.getLeastSignificantBits()).put((byte) 1).array());
            return new SecretKeySpec(mac.doFinal(), "AES");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] belongsTo(DataKey key, UUID recordId, String scope) {
        var name = scope.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + 16 + 16 + name.length).put(VERSION).putLong(recordId.getMostSignificantBits())
                .putLong(recordId.getLeastSignificantBits()).putLong(key.id().getMostSignificantBits())
                .putLong(key.id().getLeastSignificantBits()).put(name).array();
    }
}
