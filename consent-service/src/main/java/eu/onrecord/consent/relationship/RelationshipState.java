package eu.onrecord.consent.relationship;

import java.util.Locale;

/** How well a legal entity knows a customer. */
public enum RelationshipState {
    /** Not at all: no message may go. */
    UNKNOWN,
    /** The customer wrote first: answers within the window. */
    CONTACTED_US,
    /** There is evidence of a contract, purchase, quote or opt-in. */
    ESTABLISHED,
    /** No contact begun by the customer for 36 months. */
    DORMANT,
    EXPIRED;

    /** The word in events and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** After a live message of the customer. What is established stays so; anything else is a contact made by them. */
    public RelationshipState afterInboundMessage() {
        return switch (this) {
            case ESTABLISHED, DORMANT -> ESTABLISHED;
            case UNKNOWN, CONTACTED_US, EXPIRED -> CONTACTED_US;
        };
    }
}
