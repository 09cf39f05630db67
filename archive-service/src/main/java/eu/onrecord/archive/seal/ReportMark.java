package eu.onrecord.archive.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * By which a lost report is known to be of the archive's own making: what it says excuses a record that nobody can read, so
 * nobody may write one who only may write into the database. Pure.
 */
public final class ReportMark {
    private static final byte[] LABEL = "lost-report".getBytes(US_ASCII);

    private ReportMark() {
    }

    /**
     * @param record whose key is lost
     * @param commitment the record's
     * @param eventHash by which its event is known again
     * @param key that is lost
     */
    public static byte[] of(LookupKey lookupKey, UUID record, byte[] commitment, byte[] eventHash, UUID key) {
        return lookupKey.sign(ByteBuffer.allocate(LABEL.length + 4 * Long.BYTES + commitment.length + eventHash.length)
                .put(LABEL)
                .putLong(record.getMostSignificantBits()).putLong(record.getLeastSignificantBits())
                .putLong(key.getMostSignificantBits()).putLong(key.getLeastSignificantBits()).put(commitment).put(eventHash)
                .array());
    }

    /** Whether a report that says so is ours; as above. */
    public static boolean is(byte[] mark, LookupKey lookupKey, UUID record, byte[] commitment, byte[] eventHash, UUID key) {
        return MessageDigest.isEqual(mark, of(lookupKey, record, commitment, eventHash, key));
    }
}
