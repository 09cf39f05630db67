package eu.onrecord.archive.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Signs checkpoints as C2SP signed notes with Ed25519 (https://c2sp.org/signed-note), and knows its own signatures again.
 */
public final class NoteSigner {
    /** How long a key is at least, in either encoding. */
    public static final int KEY_BYTES = 32;

    private static final String ALGORITHM = "Ed25519";
    private static final byte SIGNATURE_TYPE = 1;
    private static final int KEY_ID_BYTES = 4;
    private static final String DASH = "\u2014 ";

    private final String name;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final byte[] keyId;

    /**
     * @param name of the key; the ledger's origin
     * @param privateKey PKCS #8
     * @param publicKey X.509
     * @throws IllegalArgumentException if they are no pair of Ed25519 keys
     */
    public NoteSigner(String name, byte[] privateKey, byte[] publicKey) {
        this.name = name;
        try {
            var factory = KeyFactory.getInstance(ALGORITHM);
            this.privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey));
            this.publicKey = factory.generatePublic(new X509EncodedKeySpec(publicKey));
            this.keyId = keyId(name, Arrays.copyOfRange(publicKey, publicKey.length - KEY_BYTES, publicKey.length));
        } catch (GeneralSecurityException noKey) {
            throw new IllegalArgumentException(
                    "onrecord.ledger.signing-key and public-key have to be Ed25519 keys, PKCS #8 and X.509 in base64", noKey);
        }
        if (open(sign(new Checkpoint(name, 0, Hash.OF_NOTHING))).isEmpty()) {
            throw new IllegalArgumentException("onrecord.ledger.public-key is not that of onrecord.ledger.signing-key");
        }
    }

    /** The checkpoint with its signature: a whole note. */
    public String sign(Checkpoint checkpoint) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(checkpoint.body().getBytes(StandardCharsets.UTF_8));
            var signed = signature.sign();
            var line = ByteBuffer.allocate(KEY_ID_BYTES + signed.length).put(keyId).put(signed).array();
            return checkpoint.body() + "\n" + DASH + name + " " + Base64.getEncoder().encodeToString(line) + "\n";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The checkpoint of a note that this key signed; empty if it did not. */
    public Optional<Checkpoint> open(String note) {
        var end = note.indexOf("\n\n");
        if (end < 0) {
            return Optional.empty();
        }
        var body = note.substring(0, end + 1);
        return note.substring(end + 2).lines().anyMatch(line -> isOurs(line, body)) ? Optional.of(Checkpoint.parse(body))
                : Optional.empty();
    }

    private boolean isOurs(String line, String body) {
        var prefix = DASH + name + " ";
        if (!line.startsWith(prefix)) {
            return false;
        }
        try {
            var decoded = Base64.getDecoder().decode(line.substring(prefix.length()));
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(publicKey);
            signature.update(body.getBytes(StandardCharsets.UTF_8));
            return Arrays.equals(keyId, Arrays.copyOf(decoded, KEY_ID_BYTES))
                    && signature.verify(decoded, KEY_ID_BYTES, decoded.length - KEY_ID_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }

    private static byte[] keyId(String name, byte[] rawPublicKey) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(SIGNATURE_TYPE);
        return Arrays.copyOf(digest.digest(rawPublicKey), KEY_ID_BYTES);
    }
}
