package eu.onrecord.contract.chat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret under which thread ids are made. It is permanent: another key makes other threads of the same chats.
 */
public final class ThreadKey {
    /** How long the secret is at least. */
    public static final int LEAST_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 16;

    private final SecretKeySpec key;
    /** To look one up costs more than to use it. */
    private final ThreadLocal<Mac> mac = ThreadLocal.withInitial(this::newMac);

    /**
     * @param secret at least 32 bytes
     * @throws IllegalArgumentException if it is shorter
     */
    public ThreadKey(byte[] secret) {
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException("the thread key needs at least " + LEAST_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * @param channel the channel's name
     * @param business the provider's id of the business number
     * @param customer the customer's identifier as the provider gave it: business-scoped id if present, else phone;
     *        empty where an event concerns no customer
     */
    public ThreadId threadOf(String channel, String business, String customer) {
        var parts = channel + "\n" + business + "\n" + customer;
        var hash = mac.get().doFinal(parts.getBytes(StandardCharsets.UTF_8));
        return new ThreadId(HexFormat.of().formatHex(hash, 0, ID_BYTES));
    }

    private Mac newMac() {
        try {
            var keyed = Mac.getInstance(ALGORITHM);
            keyed.init(key);
            return keyed;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
