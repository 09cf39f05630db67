package eu.onrecord.archive.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

import javax.crypto.spec.SecretKeySpec;

/** One key sealed under another, bound to its id and to what it is for, so that no two can be exchanged. */
final class Wrapping {
    private Wrapping() {
    }

    static byte[] wrap(DataKey by, UUID id, String use, byte[] secret) {
        return AesGcm.seal(by.secret(), secret, name(id, use));
    }

    /** @throws BrokenSealException if it is not what was wrapped */
    static DataKey unwrap(DataKey by, UUID id, String use, byte[] wrapped) {
        return new DataKey(id, new SecretKeySpec(AesGcm.open(by.secret(), wrapped, name(id, use)), "AES"));
    }

    private static byte[] name(UUID id, String use) {
        return (id + " " + use).getBytes(UTF_8);
    }
}
