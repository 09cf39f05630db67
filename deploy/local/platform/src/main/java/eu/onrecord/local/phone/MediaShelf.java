package eu.onrecord.local.phone;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** The files that customers sent, until somebody fetches them. */
public final class MediaShelf {
    /** A file as a provider keeps it. */
    public record Item(String id, String mimeType, byte[] bytes) {
        /** Of the bytes. */
        public byte[] sha256() {
            try {
                return MessageDigest.getInstance("SHA-256").digest(bytes);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private final Map<String, Item> items = new ConcurrentHashMap<>();

    Item put(String mimeType, byte[] bytes) {
        var id = String.valueOf(ThreadLocalRandom.current().nextLong(100_000_000_000L, 999_999_999_999L));
        var item = new Item(id, mimeType, bytes);
        items.put(id, item);
        return item;
    }

    /** Empty if nobody sent one with this id. */
    public Optional<Item> find(String id) {
        return Optional.ofNullable(items.get(id));
    }
}
