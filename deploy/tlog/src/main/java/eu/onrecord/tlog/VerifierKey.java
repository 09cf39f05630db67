package eu.onrecord.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a signature is verified with (a vkey of https://c2sp.org/signed-note): of a log, or of a witness. Both are Ed25519.
 *
 * @param name of the key; of a log its origin
 * @param type whose it is
 * @param key 32 bytes, as RFC 8032 encodes them
 */
public record VerifierKey(String name, Type type, byte[] key) {
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{8}");
    private static final int KEY_BYTES = 32;
    /** What stands before the 32 bytes where X.509 has an Ed25519 key (RFC 8410). */
    private static final String X509 = "302a300506032b6570032100";

    /** What a key signs. */
    public enum Type {
        /** A log's head, as it stands. */
        LOG(1),
        /** That a witness saw a head (https://c2sp.org/tlog-cosignature). */
        WITNESS(4);

        private final byte number;

        Type(int number) {
            this.number = (byte) number;
        }

        static Type of(byte number) {
            for (var type : values()) {
                if (type.number == number) {
                    return type;
                }
            }
            throw new Malformed("a key of a type that is not known here");
        }
    }

    /** @throws Malformed if the name or the key's length is none */
    public VerifierKey {
        KeyName.checked(name);
        if (key.length != KEY_BYTES) {
            throw new Malformed("an Ed25519 key has 32 bytes");
        }
    }

    /** @throws Malformed if it is no vkey of one of these types */
    public static VerifierKey of(String vkey) {
        var words = vkey.split("\\+", 3);
        if (words.length != 3 || !KEY_ID.matcher(words[1]).matches()) {
            throw new Malformed("a verifier key is name+id+key");
        }
        var bytes = Spelling.bytes(words[2]);
        if (bytes.length == 0) {
            throw new Malformed("a verifier key without a key");
        }
        var key = new VerifierKey(words[0], Type.of(bytes[0]), Arrays.copyOfRange(bytes, 1, bytes.length));
        if (!HexFormat.of().toHexDigits(key.id()).equals(words[1])) {
            throw new Malformed("a verifier key whose id is not its own");
        }
        return key;
    }

    /** @param publicKey X.509, of Ed25519 */
    static VerifierKey of(String name, Type type, byte[] publicKey) {
        return new VerifierKey(name, type, Arrays.copyOfRange(publicKey, publicKey.length - KEY_BYTES, publicKey.length));
    }

    /** The vkey. */
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + Spelling.base64(typed());
    }

    /**
     * Whether this key signed the note.
     *
     * @return false also if there is no line of this key
     * @throws Malformed if there is a line of this key, and it is not this key's signature: then nothing of the note is true
     */
    public boolean signed(Note note) {
        return line(note).isPresent();
    }

    /**
     * When a witness says that it saw this head.
     *
     * @return seconds since 1970; empty if there is no line of this key
     * @throws Malformed as above
     */
    public Optional<Long> seenAt(Note note) {
        return line(note).filter(line -> type == Type.WITNESS).map(line -> ByteBuffer.wrap(line.signature()).getLong());
    }

    /** This key's line, verified; empty if there is none. */
    public Optional<Note.Line> line(Note note) {
        var id = id();
        // one line many times over is one
        var lines = note.signatures().stream().filter(it -> it.name().equals(name) && it.keyId() == id).distinct().toList();
        if (!lines.stream().allMatch(line -> verifies(note.text(), line.signature()))) {
            throw new Malformed("a signature that is not that of its key");
        }
        return lines.stream().findFirst();
    }

    /** How each signature of this key begins in a note: so far one that does not begin so is none of its. */
    public String hint() {
        // of five characters, 30 of the id's 32 bits
        return Spelling.base64(ByteBuffer.allocate(Integer.BYTES).putInt(id()).array()).substring(0, 5);
    }

    int id() {
        var digest = Hash.sha256();
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest.digest(typed())).getInt();
    }

    private byte[] typed() {
        return ByteBuffer.allocate(1 + key.length).put(type.number).put(key).array();
    }

    private boolean verifies(String text, byte[] signature) {
        return type == Type.LOG ? verifies(text.getBytes(StandardCharsets.UTF_8), signature, 0)
                : signature.length > Long.BYTES && ByteBuffer.wrap(signature).getLong() >= 0
                        && verifies(Cosignature.message(ByteBuffer.wrap(signature).getLong(), text), signature, Long.BYTES);
    }

    private boolean verifies(byte[] message, byte[] signature, int from) {
        try {
            var x509 = ByteBuffer.allocate(X509.length() / 2 + KEY_BYTES).put(HexFormat.of().parseHex(X509)).put(key).array();
            var verifier = Signature.getInstance(SigningKey.ALGORITHM);
            verifier.initVerify(KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(x509)));
            verifier.update(message);
            return verifier.verify(signature, from, signature.length - from);
        } catch (GeneralSecurityException isNone) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
