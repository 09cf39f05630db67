package eu.onrecord.archive.record;

import java.time.Instant;
import java.util.UUID;

/**
 * Something to be recorded.
 *
 * @param eventId the same for the same happening: it is recorded once
 * @param scope whose key it is sealed under: the thread, or {@link #ACTS}
 * @param type the CloudEvents type
 * @param ownTime when it happened, by the event itself
 * @param content the event's bytes
 */
public record Item(UUID eventId, String scope, String type, Instant ownTime, byte[] content) {
    /** The scope of audited acts: their keys are their own, so that erasing a customer erases no act. */
    public static final String ACTS = "acts";

    @Override
    public String toString() {
        return "Item[" + type + ", " + content.length + " bytes]";
    }
}
