package eu.onrecord.archive.record;

import java.time.Instant;
import java.util.UUID;

/**
 * A record that was opened to be read.
 *
 * @param id random
 * @param scope the thread it belongs to
 * @param type the CloudEvents type
 * @param recordedAt when
 * @param leafIndex its place in the ledger; null for the moment before it has one
 * @param content the event's bytes
 */
public record Opened(UUID id, String scope, String type, Instant recordedAt, Long leafIndex, byte[] content) {
    @Override
    public String toString() {
        return "Opened[" + id + "]";
    }
}
