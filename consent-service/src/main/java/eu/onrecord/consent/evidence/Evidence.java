package eu.onrecord.consent.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A line of the record of what shows a relationship, a wish or a check. Lines are added and never changed; only their texts go
 * when the customer is erased.
 *
 * @param id deterministic, so that the same evidence put forward twice is one line
 * @param scope what an opt-out or opt-in is about; null for the others
 * @param statement what was put forward
 * @param recordedAt when it was put on record
 * @param recordedBy who did
 */
public record Evidence(UUID id, String legalEntity, UUID customer, Effect effect, String scope, Statement statement,
        Instant recordedAt, String recordedBy) {

    /** Who recorded what was read in the chat. */
    public static final String OURSELVES = "onrecord";

    /**
     * What an event shows, as it was seen here.
     *
     * @param event the id of the event
     */
    public static Evidence seen(UUID event, String legalEntity, UUID customer, Effect effect, String scope,
            Statement statement, Instant now) {
        return new Evidence(idOf(event, effect), legalEntity, customer, effect, scope, statement, now, OURSELVES);
    }

    /**
     * The id of what an event shows, where it shows more than one thing: a first message that is a STOP begins a contact and
     * ends it.
     */
    private static UUID idOf(UUID event, Effect effect) {
        return effect == Effect.RELATIONSHIP ? event
                : UUID.nameUUIDFromBytes((event + " " + effect).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Evidence[" + effect + ", redacted]";
    }
}
