package eu.onrecord.contract.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Ids that the same webhook gives every time, so that every consumer can know a repetition. */
public final class EventId {
    /** The namespace of OnRecord's event ids; permanent, like the ids. */
    private static final UUID NAMESPACE = UUID.fromString("0b5ad5b5-2a0c-4f1e-9a51-6f3f2f0f6d1c");

    private EventId() {
    }

    /**
     * @param channel the channel's name
     * @param messageId the provider's message id
     * @param what what happened to the message, such as {@code message} or {@code status:read}
     */
    public static UUID of(String channel, String messageId, String what) {
        return version5(channel + "\n" + messageId + "\n" + what);
    }

    /** The id of something that has no message id: from its bytes. */
    public static UUID ofFragment(String channel, byte[] fragment) {
        return version5(channel + "\n" + HexFormat.of().formatHex(digest("SHA-256", fragment)));
    }

    /** RFC 9562, section 5.5. */
    private static UUID version5(String name) {
        var nameBytes = name.getBytes(StandardCharsets.UTF_8);
        var input = ByteBuffer.allocate(16 + nameBytes.length).putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits()).put(nameBytes).array();
        var hash = ByteBuffer.wrap(digest("SHA-1", input));
        var high = hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x5000L;
        var low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] digest(String algorithm, byte[] input) {
        try {
            return MessageDigest.getInstance(algorithm).digest(input);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
