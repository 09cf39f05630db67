package eu.onrecord.local.whatsapp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** The files that customers sent, until somebody fetches them. */
final class MediaShelf {
    /** A file as WhatsApp keeps it. */
    record Item(String id, String mimeType, byte[] bytes) {
        byte[] sha256() {
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

    Optional<Item> find(String id) {
        return Optional.ofNullable(items.get(id));
    }
}
