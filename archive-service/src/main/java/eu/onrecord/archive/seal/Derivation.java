package eu.onrecord.archive.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys that are made of a data key, one for each thing that is sealed: none is used for two, nor a nonce twice under one. And
 * what each is bound to.
 */
final class Derivation {
    private static final byte VERSION = 1;
    private static final String MAC = "HmacSHA256";

    private Derivation() {
    }

    /** The key of one thing of a record, as FORMAT.md says. */
    static byte[] of(DataKey key, String label, UUID recordId) {
        var name = label.getBytes(UTF_8);
        return expand(key.secret().getEncoded(), ByteBuffer.allocate(name.length + 16).put(name)
                .putLong(recordId.getMostSignificantBits()).putLong(recordId.getLeastSignificantBits()).array());
    }

    /** HKDF (RFC 5869), both of its steps, to one block. */
    static byte[] hkdf(byte[] secret, byte[] salt, byte[] info) {
        return expand(mac(salt, secret), info);
    }

    private static byte[] expand(byte[] key, byte[] info) {
        return mac(key, ByteBuffer.allocate(info.length + 1).put(info).put((byte) 1).array());
    }

    private static byte[] mac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What is sealed belongs to this record, this key and this scope, and opens under no others. */
    static byte[] belongsTo(DataKey key, UUID recordId, String scope) {
        var name = scope.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + 16 + 16 + name.length).put(VERSION).putLong(recordId.getMostSignificantBits())
                .putLong(recordId.getLeastSignificantBits()).putLong(key.id().getMostSignificantBits())
                .putLong(key.id().getLeastSignificantBits()).put(name).array();
    }
}
