package eu.onrecord.archive.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * By which a lost report is known to be of the archive's own making: what it says excuses a record that nobody can read, so
 * nobody may write one, or change one, who only may write into the database. Pure.
 */
public final class ReportMark {

    private ReportMark() {
    }

    /**
     * What a report says.
     *
     * @param record whose key is lost
     * @param occurredAt the record's time
     * @param commitment the record's
     * @param eventHash by which its event is known again
     * @param key that is lost
     * @param origin where its event can be had again, in words; null of none
     * @param state what became of it
     * @param recordedAs the record that was made of the same event; null of none
     */
    public record Report(UUID record, Instant occurredAt, byte[] commitment, byte[] eventHash, UUID key, String origin,
            String state, UUID recordedAs) {
        private String text() {
            return "lost-report %s %s %s %s %s %s %s %s".formatted(record, occurredAt.toEpochMilli(),
                    HexFormat.of().formatHex(commitment), HexFormat.of().formatHex(eventHash), key, origin, state, recordedAs);
        }

        @Override
        public String toString() {
            return "Report[" + record + "]";
        }
    }

    public static byte[] of(LookupKey lookupKey, Report report) {
        return lookupKey.sign(report.text().getBytes(UTF_8));
    }

    /** Whether a report that says so is ours. */
    public static boolean is(byte[] mark, LookupKey lookupKey, Report report) {
        return MessageDigest.isEqual(mark, of(lookupKey, report));
    }
}
