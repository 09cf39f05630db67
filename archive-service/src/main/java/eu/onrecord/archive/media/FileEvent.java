package eu.onrecord.archive.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import eu.onrecord.archive.record.Item;
import eu.onrecord.archive.record.OwnTime;
import eu.onrecord.contract.chat.Media;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What came of a file of a message, as a record of its own tells it: FORMAT.md has its form. Pure.
 *
 * @param message the record of the message
 * @param ordinal the file's place among the message's
 * @param isKept whether the file is in the store; else it could not be had
 * @param declaredType as the provider told it; null where it told none
 * @param foundType by its first bytes; null where they tell none, and of one that is not kept
 * @param size in bytes; null of one that is not kept
 * @param sha256 of all bytes, hex; null of one that is not kept
 * @param filename as the sender called it; null where they did not
 * @param reason why it could not be had; null of one that is kept
 */
public record FileEvent(UUID message, int ordinal, boolean isKept, String declaredType, String foundType, Long size,
        String sha256,
        String filename, String reason) {
    /** The beginning of the types of all such records. */
    private static final String FAMILY = "eu.onrecord.file.";
    private static final String KEPT = FAMILY + "kept.v1";
    private static final String LOST = FAMILY + "lost.v1";
    private static final String SOURCE = "/onrecord/archive-service";

    /** A file that was fetched. */
    static FileEvent kept(UUID message, int ordinal, Media file, String foundType, long size, String sha256) {
        return new FileEvent(message, ordinal, true, file.mimeType(), foundType, size, sha256, file.filename(), null);
    }

    /** A file that could not be had. */
    static FileEvent lost(UUID message, int ordinal, Media file, String reason) {
        return new FileEvent(message, ordinal, false, file.mimeType(), null, null, null, file.filename(), reason);
    }

    /** Whether a record of this type tells of a file. */
    static boolean isType(String type) {
        return KEPT.equals(type) || LOST.equals(type);
    }

    /**
     * What is to be recorded: under the message's key, and at its time.
     *
     * @param item of the message
     * @param attempts of fetching it: what is lost may be tried again, and lost again
     */
    Item item(Item item, int attempts, Instant now) {
        var at = now.truncatedTo(ChronoUnit.MILLIS).toString();
        var value = new JsonObject().put("legalEntity", item.legalEntity()).put("channel", item.channel())
                .put("thread", item.scope().name()).put("ordinal", ordinal);
        put(value, "declaredType", declaredType);
        put(value, "foundType", foundType);
        put(value, "size", size);
        put(value, "reason", reason);
        value.put(isKept ? "keptAt" : "lostAt", at).put("message", message.toString());
        var content = new JsonObject();
        put(content, "sha256", sha256);
        put(content, "filename", filename);
        value.put("content", new JsonArray().add(content));
        return new Item(eventId(attempts), item.scope(), item.scope().name(), isKept ? KEPT : LOST, SOURCE, at,
                "application/json", item.legalEntity(), item.channel(), new OwnTime(item.ownTime().at(), false), true, null,
                value.encode().getBytes(UTF_8));
    }

    private static void put(JsonObject object, String name, Object value) {
        if (value != null) {
            object.put(name, value);
        }
    }

    /** The same for the same file, so that it is kept once, whoever fetches it. */
    private UUID eventId(int attempts) {
        return isKept ? file() : named(message, "file-lost:" + ordinal + ":" + attempts);
    }

    /** By which the file is asked for. */
    public UUID file() {
        return idOf(message, ordinal);
    }

    /** By which a file is asked for: the same however often what follows from the records is made anew. */
    static UUID idOf(UUID messageRecord, int ordinal) {
        return named(messageRecord, "file:" + ordinal);
    }

    /** A UUIDv5 (RFC 9562, section 5.5). */
    private static UUID named(UUID space, String name) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16).putLong(space.getMostSignificantBits())
                    .putLong(space.getLeastSignificantBits()).array());
            var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(UTF_8)));
            return new UUID(hash.getLong() & ~0xF000L | 0x5000L, hash.getLong() & ~(0xCL << 60) | 0x8L << 60);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What such a record tells; empty of another, and of one that nobody understands. */
    public static Optional<FileEvent> of(String type, byte[] value) {
        if (!isType(type)) {
            return Optional.empty();
        }
        try {
            var json = new JsonObject(new String(value, UTF_8));
            var content = json.getJsonArray("content").getJsonObject(0);
            var isKept = type.equals(KEPT);
            var event = new FileEvent(UUID.fromString(json.getString("message")), json.getInteger("ordinal"), isKept,
                    json.getString("declaredType"), json.getString("foundType"),
                    isKept ? Long.valueOf(json.getLong("size")) : null, content.getString("sha256"),
                    content.getString("filename"), json.getString("reason"));
            return Optional.of(event).filter(it -> it.ordinal() >= 0 && (it.size() == null || it.size() >= 0));
        } catch (DecodeException | ClassCastException | NullPointerException | IllegalArgumentException
                | IndexOutOfBoundsException notUnderstood) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "FileEvent[" + (isKept ? "kept" : "lost " + reason) + "]";
    }
}
