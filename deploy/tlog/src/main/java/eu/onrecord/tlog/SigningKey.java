package eu.onrecord.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.List;

/** An Ed25519 key that signs the heads of a log, or as a witness that it saw them. */
public final class SigningKey {
    /** How long a key is at least, in either encoding. */
    public static final int KEY_BYTES = 32;
    static final String ALGORITHM = "Ed25519";

    private final PrivateKey privateKey;
    private final VerifierKey verifier;

    /**
     * @param name of the key; of a log its origin
     * @param privateKey PKCS #8
     * @param publicKey X.509
     * @throws IllegalArgumentException if they are no pair of Ed25519 keys
     */
    public SigningKey(String name, VerifierKey.Type type, byte[] privateKey, byte[] publicKey) {
        try {
            var factory = KeyFactory.getInstance(ALGORITHM);
            this.privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey));
            this.verifier = VerifierKey.of(name, type,
                    factory.generatePublic(new X509EncodedKeySpec(publicKey)).getEncoded());
        } catch (GeneralSecurityException noKey) {
            throw new IllegalArgumentException("not Ed25519 keys, PKCS #8 and X.509", noKey);
        }
        if (!isPair()) {
            throw new IllegalArgumentException("the public key is not that of the private key");
        }
    }

    /** By which others know its signatures. */
    public VerifierKey verifier() {
        return verifier;
    }

    /** The head's note, with a log's signature alone. */
    public Note sign(Checkpoint checkpoint) {
        return new Note(checkpoint.text(), List.of(line(checkpoint.text())));
    }

    /** A log's signature of a note's text. */
    public Note.Line line(String text) {
        return new Note.Line(verifier.name(), verifier.id(), signature(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A witness's signature of a note's text. */
    public Note.Line cosign(String text, Instant at) {
        var signature = signature(Cosignature.message(at.getEpochSecond(), text));
        return new Note.Line(verifier.name(), verifier.id(), ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(at.getEpochSecond()).put(signature).array());
    }

    private boolean isPair() {
        var text = "a pair\n";
        var line = verifier.type() == VerifierKey.Type.LOG ? line(text) : cosign(text, Instant.EPOCH);
        try {
            return verifier.signed(new Note(text, List.of(line)));
        } catch (Malformed notSigned) {
            return false;
        }
    }

    private byte[] signature(byte[] message) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
