package eu.onrecord.archive.seal;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import eu.onrecord.settings.Secret;

/** The keys that wrap data keys. They come from the environment; several at once, so that one can replace another. */
public final class MasterKeys {
    private static final int KEY_BYTES = 32;

    private final Map<String, SecretKey> byId;
    private final String current;

    /**
     * @param base64ById 32 bytes each
     * @param current the one that wraps new keys
     * @throws IllegalArgumentException if one has another length, or the current one is missing
     */
    public MasterKeys(Map<String, String> base64ById, String current) {
        this.byId = base64ById.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, key -> key(key.getKey(), key.getValue())));
        this.current = current;
        if (!byId.containsKey(current)) {
            throw new IllegalArgumentException(
                    "onrecord.master-keys.current is %s, and there is no onrecord.master-keys.keys.%s".formatted(current,
                            current));
        }
    }

    /** All that are configured. */
    Set<String> ids() {
        return byId.keySet();
    }

    String current() {
        return current;
    }

    /** @param use what the key is for: with another it does not open */
    byte[] wrap(UUID keyId, String use, byte[] secret) {
        return Wrapping.wrap(new DataKey(keyId, byId.get(current)), keyId, use, secret);
    }

    DataKey unwrap(UUID keyId, String use, String masterId, byte[] wrapped) {
        var master = byId.get(masterId);
        if (master == null) {
            throw new MissingMasterKeyException(masterId);
        }
        return Wrapping.unwrap(new DataKey(keyId, master), keyId, use, wrapped);
    }

    private static SecretKey key(String id, String base64) {
        var setting = "onrecord.master-keys.keys." + id;
        var secret = Secret.of(setting, base64, KEY_BYTES);
        if (secret.length != KEY_BYTES) {
            throw new IllegalArgumentException("%s has %d bytes, and must have %d. Make one: openssl rand -base64 %d"
                    .formatted(setting, secret.length, KEY_BYTES, KEY_BYTES));
        }
        return new SecretKeySpec(secret, "AES");
    }
}
