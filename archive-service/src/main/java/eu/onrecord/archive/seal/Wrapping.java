package eu.onrecord.archive.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.UUID;

import javax.crypto.spec.SecretKeySpec;

/** One key sealed under another, bound to its id, so that two cannot be exchanged. */
final class Wrapping {
    private Wrapping() {
    }

    static byte[] wrap(DataKey by, UUID id, byte[] secret) {
        return AesGcm.seal(by.secret(), secret, name(id));
    }

    /** @throws BrokenSealException if it is not what was wrapped */
    static DataKey unwrap(DataKey by, UUID id, byte[] wrapped) {
        return new DataKey(id, new SecretKeySpec(AesGcm.open(by.secret(), wrapped, name(id)), "AES"));
    }

    private static byte[] name(UUID id) {
        return id.toString().getBytes(US_ASCII);
    }
}
