package eu.onrecord.consent.relationship;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How well a legal entity knows a customer, and what happens to that: the whole transition table. */
public enum RelationshipState {
    /** Not at all: no message may go. */
    UNKNOWN,
    /** The customer wrote first: answers within the window. */
    CONTACTED_US,
    /** There is evidence of a contract, purchase, quote or opt-in. */
    ESTABLISHED,
    /** No contact begun by the customer for 36 months. */
    DORMANT,
    /** Over: ended, or dormant for too long. Nobody is written to. */
    EXPIRED;

    /** What a relationship may meet with. */
    public enum Happening {
        /** The customer wrote, now. Only they can begin or keep alive a contact. */
        MESSAGE,
        /** The CRM or the desk put evidence of a relationship on record. */
        EVIDENCE,
        /** Told later than it happened: an old chat, a late retry, a replay. It changes no state forward in time. */
        HISTORY,
        /** The company wrote: by the desk, or from its phone app. It never makes a customer of anybody. */
        OWN_MESSAGE,
        /** The customer began no contact for as long as {@link Clocks#dormantAfter} says. */
        SILENCE,
        /** Dormant for as long as {@link Clocks#expiredAfter} says. */
        LONG_SILENCE,
        /** The CRM says that it is over. */
        END
    }

    /** After something happened to it. */
    public RelationshipState after(Happening happening) {
        return switch (happening) {
            case MESSAGE -> switch (this) {
                case ESTABLISHED, DORMANT -> ESTABLISHED;
                case UNKNOWN, CONTACTED_US, EXPIRED -> CONTACTED_US;
            };
            case EVIDENCE -> ESTABLISHED;
            case HISTORY, OWN_MESSAGE -> this;
            // a prospect is kept no longer than the reference period; a customer first goes to sleep
            case SILENCE -> switch (this) {
                case ESTABLISHED -> DORMANT;
                case CONTACTED_US -> EXPIRED;
                case UNKNOWN, DORMANT, EXPIRED -> this;
            };
            case LONG_SILENCE -> this == DORMANT ? EXPIRED : this;
            case END -> this == UNKNOWN ? UNKNOWN : EXPIRED;
        };
    }

    /** Whether it allows what another does not: of two customers who are one the greater is theirs. */
    boolean isMoreThan(RelationshipState other) {
        return rank() > other.rank();
    }

    private int rank() {
        return switch (this) {
            case UNKNOWN -> 0;
            case EXPIRED -> 1;
            case CONTACTED_US -> 2;
            case DORMANT -> 3;
            case ESTABLISHED -> 4;
        };
    }

    /** The word in events and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty if there is no such state. */
    public static Optional<RelationshipState> of(String word) {
        return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
    }
}
