package eu.onrecord.archive.seal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Whose key something is sealed under: what has a key of its own can be erased by itself.
 *
 * @param name as FORMAT.md says
 */
public record Scope(String name) {
    private static final Pattern THREAD = Pattern.compile("[0-9a-f]{32}");

    /** Of a Kafka record's key; a key that is no thread gets a scope that no thread has, whatever it is and however long. */
    public static Scope ofKey(String key) {
        return isThread(key) ? new Scope(key)
                : new Scope("key/" + HexFormat.of().formatHex(sha256(key.getBytes(StandardCharsets.UTF_8))));
    }

    /** Whether a key is a thread. */
    public static boolean isThread(String key) {
        return THREAD.matcher(key).matches();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Of a legal entity's acts: their keys are their own, so that erasing a customer erases no act. */
    public static Scope ofActs(String legalEntity) {
        return new Scope("acts/" + legalEntity);
    }

    /** Of who was searched for on one day and not found: a key that is destroyed when nobody can ask about it any more. */
    public static Scope ofSearches(String legalEntity, Instant at) {
        return new Scope("searches/" + legalEntity + "/" + LocalDate.ofInstant(at, ZoneOffset.UTC));
    }

    @Override
    public String toString() {
        return name;
    }
}
