package eu.onrecord.ingest.channel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What webhooks of a channel are authenticated with: several secrets while one is replaced by another. */
public final class Secrets {
    private final Map<String, byte[]> byKeyId;

    private Secrets(Map<String, byte[]> byKeyId) {
        this.byKeyId = byKeyId;
    }

    /** @param byKeyId the secrets as text, by the names they are known by in the record */
    public static Secrets of(Map<String, String> byKeyId) {
        return new Secrets(byKeyId.entrySet().stream().collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, secret -> secret.getValue().getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * Which secret made a proof. Every one is tried, each compared in constant time, so that the time tells nothing.
     *
     * @param given what came with the webhook
     * @param proof what each secret would have made of the webhook
     * @return the key id
     */
    public Optional<String> keyOf(byte[] given, Function<byte[], byte[]> proof) {
        return keyThat(secret -> MessageDigest.isEqual(proof.apply(secret), given));
    }

    /**
     * Which secret fits. Every one is tried.
     *
     * @param fits compares in constant time
     * @return the key id
     */
    public Optional<String> keyThat(Predicate<byte[]> fits) {
        String keyId = null;
        for (var secret : byKeyId.entrySet()) {
            if (fits.test(secret.getValue())) {
                keyId = secret.getKey();
            }
        }
        return Optional.ofNullable(keyId);
    }

    @Override
    public String toString() {
        return "Secrets" + byKeyId.keySet();
    }
}
