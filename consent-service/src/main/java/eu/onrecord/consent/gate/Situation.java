package eu.onrecord.consent.gate;

import java.time.Instant;

import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.RelationshipState;

/**
 * All that the gate decides on.
 *
 * @param purpose why the message is sent
 * @param relationship the state of the relationship
 * @param optOut what the customer does not want
 * @param optedOutAt since when; null without an opt-out
 * @param suspended whether somebody else may have taken over the customer's number
 * @param window when free-form messages may go
 * @param now the moment of the decision
 */
public record Situation(Purpose purpose, RelationshipState relationship, OptOut optOut, Instant optedOutAt,
        boolean suspended, ServiceWindow window, Instant now) {

    /** Whether the customer wrote again after having opted out. */
    boolean wroteAgain() {
        return optedOutAt != null && window.lastInbound() != null && window.lastInbound().isAfter(optedOutAt);
    }
}
