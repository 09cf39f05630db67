package eu.onrecord.archive.seal;

import java.util.UUID;

import javax.crypto.SecretKey;

/**
 * A key that records of one thread and month are sealed under. When it is destroyed, they are.
 *
 * @param id random
 * @param secret AES-256
 */
public record DataKey(UUID id, SecretKey secret) {
    @Override
    public String toString() {
        return "DataKey[" + id + "]";
    }
}
