package eu.onrecord.archive.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/**
 * What stands around an event in its record, in the clear in the database and committed with it. What the event came without is
 * null.
 *
 * @param id the record's
 * @param type the CloudEvents type, as it came
 * @param source the CloudEvents source, as it came
 * @param time the CloudEvents time, as it came
 * @param recordedAt by the archive's clock, in whole milliseconds
 * @param contentType of the value, as it came
 * @param thread Kafka's key
 * @param legalEntity whose record it is, where the event could be read
 * @param channel it came over, where the event could be read
 */
public record RecordEnvelope(UUID id, String type, String source, String time, Instant recordedAt, String contentType,
        String thread, String legalEntity, String channel) {
    static final int VERSION = 1;

    public RecordEnvelope {
        requireNonNull(id, "id");
        requireNonNull(recordedAt, "recordedAt");
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
            text(out, type);
            text(out, source);
            text(out, time);
            out.writeLong(recordedAt.toEpochMilli());
            text(out, contentType);
            text(out, thread);
            text(out, legalEntity);
            text(out, channel);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    /** What is not there is another thing than what is empty. */
    private static void text(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeByte(0);
        } else {
            var bytes = text.getBytes(UTF_8);
            out.writeByte(1);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }
}
