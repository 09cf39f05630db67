package eu.onrecord.archive.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a record is held to for ever: a hash over its envelope and over a hash of each part. Whoever is shown some parts with
 * their salts can check them, and learns nothing of the others.
 */
public final class Commitment {
    private static final byte[] DOMAIN = "onrecord/commitment/v1".getBytes(UTF_8);
    private static final String PART_SALT = "onrecord/part-salt/v1";
    /** The order in which parts are committed; those of the content, of which there may be any number, in its place. */
    private static final List<String> BEFORE_CONTENT = List.of("event", "person", "author");
    private static final List<String> AFTER_CONTENT = List.of("copy", "authentication", "original", "rest");
    private static final String CONTENT = "content/";

    private Commitment() {
    }

    /**
     * Of a whole record.
     *
     * @param salt 32 random bytes, as secret as the event
     * @return 32 bytes
     */
    public static byte[] of(RecordEnvelope envelope, byte[] salt, List<Part> parts) {
        var hashes = new LinkedHashMap<String, byte[]>();
        parts.forEach(part -> hashes.put(part.name(), hash(partSalt(salt, part.name()), part)));
        return of(envelope, hashes);
    }

    /**
     * Of a record of which the parts' hashes are known.
     *
     * @param hashes by the parts' names; of the content all that there are
     */
    public static byte[] of(RecordEnvelope envelope, Map<String, byte[]> hashes) {
        var digest = Hashes.sha256();
        digest.update(DOMAIN);
        digest.update(envelope.bytes());
        BEFORE_CONTENT.forEach(name -> update(digest, name, hashes.get(name)));
        for (var i = 0; hashes.containsKey(CONTENT + i); i++) {
            update(digest, CONTENT + i, hashes.get(CONTENT + i));
        }
        AFTER_CONTENT.forEach(name -> update(digest, name, hashes.get(name)));
        return digest.digest();
    }

    /** The salt of one part, which may be shown with it: it tells nothing of the others. */
    public static byte[] partSalt(byte[] salt, String name) {
        var bytes = name.getBytes(UTF_8);
        var info = ByteBuffer.allocate(PART_SALT.length() + 1 + bytes.length).put(PART_SALT.getBytes(UTF_8))
                .put((byte) bytes.length).put(bytes).array();
        return Hashes.expand(salt, info);
    }

    /** The hash of one part under its own salt. */
    public static byte[] hash(byte[] partSalt, Part part) {
        return Hashes.hmac(partSalt, part.bytes());
    }

    private static void update(MessageDigest digest, String name, byte[] hash) {
        var bytes = name.getBytes(UTF_8);
        digest.update((byte) bytes.length);
        digest.update(bytes);
        digest.update((byte) (hash == null ? 0 : 1));
        if (hash != null) {
            digest.update(hash);
        }
    }
}
