package eu.onrecord.tlog;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

/** New keys. */
final class Keys {
    private Keys() {
    }

    static SigningKey log(String name) {
        return newKey(name, VerifierKey.Type.LOG);
    }

    static SigningKey witness(String name) {
        return newKey(name, VerifierKey.Type.WITNESS);
    }

    private static SigningKey newKey(String name, VerifierKey.Type type) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(name, type, pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
