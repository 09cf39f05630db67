package eu.onrecord.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A node's hash, as RFC 6962 section 2.1 makes it: SHA-256, leaves and nodes told apart by their first byte.
 *
 * @param bytes 32 of them
 */
public record Hash(byte[] bytes) {
    /** How long one is. */
    public static final int BYTES = 32;
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /** @throws Malformed if they are not 32 */
    public Hash {
        if (bytes.length != BYTES) {
            throw new Malformed("a hash has 32 bytes");
        }
    }

    /** The root of the tree that has nothing in it. */
    public static Hash ofNothing() {
        return new Hash(sha256().digest());
    }

    /** The hash of a leaf, from its entry. */
    public static Hash ofLeaf(byte[] entry) {
        return ofLeaf(sha256(), entry);
    }

    /** @param digest that has nothing in it, and has nothing in it afterwards */
    static Hash ofLeaf(MessageDigest digest, byte[] entry) {
        digest.update(LEAF);
        return new Hash(digest.digest(entry));
    }

    /** The hash of the node above two others. */
    public static Hash of(Hash left, Hash right) {
        return of(sha256(), left, right);
    }

    /** As above. */
    static Hash of(MessageDigest digest, Hash left, Hash right) {
        digest.update(NODE);
        digest.update(left.bytes);
        return new Hash(digest.digest(right.bytes));
    }

    /** @throws Malformed if it is not the base64 of 32 bytes */
    public static Hash ofBase64(String text) {
        return new Hash(Spelling.bytes(text));
    }

    public String base64() {
        return Spelling.base64(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
