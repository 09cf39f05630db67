package eu.onrecord.consent.gate;

import java.time.Instant;
import java.util.Set;

import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.consent.relationship.RelationshipState;

/**
 * All that the gate decides on.
 *
 * @param purpose why the message is sent
 * @param isTemplate whether the provider approved it before
 * @param customer what is known of the customer
 * @param window when free-form messages may go
 * @param hasWindow whether the channel has a service window at all
 * @param telling whether the customer was told, where messages wait for that
 * @param isFresh whether everything that the customer wrote was read
 * @param isOpen whether the provider takes messages now
 * @param now the moment of the decision
 */
public record Situation(Purpose purpose, boolean isTemplate, CustomerView customer, ServiceWindow window, boolean hasWindow,
        Telling telling, boolean isFresh, boolean isOpen, Instant now) {

    /** How far the customer was told. */
    public enum Telling {
        /** Nothing waits for it, or it is proven. */
        DONE,
        /** On its way. */
        UNDER_WAY,
        FAILED
    }

    /**
     * What is known of the customer.
     *
     * @param permissions what the relationship allows, by purpose
     * @param silentSince when they last asked for silence; null if they never did
     */
    public record CustomerView(RelationshipState relationship, Set<Purpose> permissions, OptOut optOut, Instant silentSince,
            boolean suspended, boolean restricted) {
    }

    /** Whether the customer wrote again after having opted out. */
    boolean wroteAgain() {
        return customer.silentSince() != null && window.lastInbound() != null
                && window.lastInbound().isAfter(customer.silentSince());
    }

    /** Whether a free-form message may go as far as the provider is concerned. */
    boolean isWindowOpen() {
        return window.isOpenAt(now);
    }
}
