package eu.onrecord.archive.conversation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** Ids of conversations: made of the thread, so that a conversation that is made again has the same. */
final class ConversationId {
    /** As PostgreSQL orders them; Java's own order takes the first bit for a sign. */
    static final Comparator<UUID> ORDER = Comparator.comparing(UUID::toString);

    private ConversationId() {
    }

    /** UUIDv8 (RFC 9562, section 5.8) of a thread of a legal entity, with its first holder. */
    static UUID of(String thread, String legalEntity) {
        return of("conversation\n" + legalEntity + "\n" + thread);
    }

    /** The same, with who holds it since then. */
    static UUID of(String thread, String legalEntity, Instant since) {
        return of("conversation\n" + legalEntity + "\n" + thread + "\n" + since.toEpochMilli());
    }

    private static UUID of(String name) {
        try {
            var hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000L,
                    hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
