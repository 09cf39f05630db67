package eu.onrecord.archive.record;

import java.time.Instant;
import java.util.UUID;

/**
 * A record that was made just now.
 *
 * @param id the record's
 * @param recordedAt by the archive's clock, in whole milliseconds
 */
public record Recorded(UUID id, Instant recordedAt, Item item) {
    @Override
    public String toString() {
        return "Recorded[" + id + "]";
    }
}
