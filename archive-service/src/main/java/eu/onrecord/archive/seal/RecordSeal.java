package eu.onrecord.archive.seal;

import java.util.UUID;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import eu.onrecord.archive.format.Enclosed;

/**
 * Seals what a record encloses, as FORMAT.md says: bound to its record, its key and its scope, so that none can be exchanged.
 */
public final class RecordSeal {
    private static final String LABEL = "onrecord/record-key/v1";

    private RecordSeal() {
    }

    /** @param scope that the key is of */
    public static byte[] seal(DataKey key, UUID recordId, String scope, Enclosed enclosed) {
        return AesGcm.seal(recordKey(key, recordId), enclosed.bytes(), Derivation.belongsTo(key, recordId, scope));
    }

    /** @throws BrokenSealException if it is not what was sealed */
    public static Enclosed open(DataKey key, UUID recordId, String scope, byte[] sealed) {
        try {
            return Enclosed
                    .of(AesGcm.open(recordKey(key, recordId), sealed, Derivation.belongsTo(key, recordId, scope)));
        } catch (IllegalArgumentException damaged) {
            throw new BrokenSealException(damaged);
        }
    }

    private static SecretKey recordKey(DataKey key, UUID recordId) {
        return new SecretKeySpec(Derivation.of(key, LABEL, recordId), "AES");
    }
}
