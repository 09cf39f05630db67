package eu.onrecord.consent.relationship;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** What a legal entity has with a customer: its state, basis and evidence, and what the customer does not want. */
@Entity
public class Relationship extends PanacheEntityBase {
    @Id
    public UUID customerId;
    public String legalEntity;
    @Enumerated(EnumType.STRING)
    public RelationshipState state;
    public String basis;
    public UUID evidence;
    public Instant since;
    public Instant lastContactAt;
    @Enumerated(EnumType.STRING)
    public OptOut optOut;
    public Instant optedOutAt;
    public boolean suspended;

    /**
     * The customer wrote. Only they can begin or keep alive a contact.
     *
     * @param message the id of the event that shows it
     * @return whether the state changed
     */
    public boolean contacted(UUID message, Instant at) {
        if (lastContactAt == null || at.isAfter(lastContactAt)) {
            lastContactAt = at;
        }
        var next = state.afterInboundMessage();
        if (next == state) {
            return false;
        }
        state = next;
        basis = "inbound-message";
        evidence = message;
        since = at;
        return true;
    }

    /**
     * The customer wants less. A request that is repeated is no message that asks for an answer: silence counts from the last.
     *
     * @return whether that changes anything
     */
    public boolean optOut(OptOut wish, Instant at) {
        if (wish.compareTo(optOut) > 0) {
            optOut = wish;
            optedOutAt = at;
            return true;
        }
        if (wish == optOut && at.isAfter(optedOutAt)) {
            optedOutAt = at;
        }
        return false;
    }

    /** The customer wants messages again. Told before the opt-out, it changes nothing. */
    public boolean optIn(Instant at) {
        if (optOut == OptOut.NONE || !at.isAfter(optedOutAt)) {
            return false;
        }
        optOut = OptOut.NONE;
        optedOutAt = null;
        return true;
    }

    /** Two customers were found to be one: the stricter wins, and no evidence is lost to the weaker state. */
    void absorb(Relationship other) {
        if (other.optOut.compareTo(optOut) > 0) {
            optOut = other.optOut;
            optedOutAt = other.optedOutAt;
        }
        suspended |= other.suspended;
        if (state == RelationshipState.UNKNOWN || other.state == RelationshipState.ESTABLISHED) {
            state = other.state;
            basis = other.basis;
            evidence = other.evidence;
            since = other.since;
        }
        if (other.lastContactAt != null && (lastContactAt == null || other.lastContactAt.isAfter(lastContactAt))) {
            lastContactAt = other.lastContactAt;
        }
    }
}
