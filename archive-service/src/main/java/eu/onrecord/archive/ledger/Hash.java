package eu.onrecord.archive.ledger;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

import eu.onrecord.archive.format.LeafEntry;

/**
 * A node's hash, as RFC 6962 section 2.1 makes it: SHA-256, leaves and nodes told apart by their first byte.
 *
 * @param bytes 32 of them
 */
public record Hash(byte[] bytes) {
    /** How long one is. */
    static final int BYTES = 32;
    /** The hash of the tree that has nothing in it. */
    static final Hash OF_NOTHING = new Hash(sha256(new byte[0]));
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /**
     * The leaf of a record. After an erasure it is still the same, and nothing can be guessed from it.
     *
     * @param commitment of the record, 32 bytes
     */
    public static Hash ofRecord(byte[] commitment) {
        return ofLeaf(LeafEntry.of(commitment));
    }

    static Hash ofLeaf(byte[] content) {
        return new Hash(sha256(ByteBuffer.allocate(1 + content.length).put(LEAF).put(content).array()));
    }

    static Hash of(Hash left, Hash right) {
        return new Hash(sha256(ByteBuffer.allocate(1 + 32 + 32).put(NODE).put(left.bytes).put(right.bytes).array()));
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
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

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
