package eu.onrecord.consent.gate;

import eu.onrecord.consent.gate.Decision.Reason;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.consent.relationship.RelationshipState;

/** The decision. The first rule that applies counts; what no rule allows is denied. */
public final class Gate {
    /** Grows whenever a rule changes; it is recorded with every decision. */
    public static final int RULE_VERSION = 2;

    private Gate() {
    }

    public static Decision decide(Situation situation) {
        var decision = whetherEver(situation);
        return decision.allowed() ? whetherNow(situation, decision) : decision;
    }

    /** Whether the customer and the law let it go. */
    private static Decision whetherEver(Situation situation) {
        var customer = situation.customer();
        // GDPR Art. 18(2): restricted data are stored, and not otherwise processed
        if (customer.restricted()) {
            return Decision.deny(Reason.RESTRICTED);
        }
        // WhatsApp Business Messaging Policy: contact only people who gave their number and opted in
        if (customer.relationship() == RelationshipState.UNKNOWN) {
            return Decision.deny(Reason.NO_RELATIONSHIP);
        }
        if (customer.relationship() == RelationshipState.EXPIRED) {
            return Decision.deny(Reason.RELATIONSHIP_EXPIRED);
        }
        if (customer.suspended()) {
            return Decision.deny(Reason.SUSPENDED);
        }
        if (customer.optOut() == OptOut.ALL) {
            var answers = situation.purpose() == Purpose.SERVICE && !situation.isTemplate() && situation.wroteAgain()
                    && situation.isWindowOpen();
            return answers ? Decision.allow(Reason.ANSWER_AFTER_OPT_OUT) : Decision.deny(Reason.OPTED_OUT);
        }
        if (!customer.permissions().contains(situation.purpose())
                || customer.optOut() == OptOut.MARKETING && situation.purpose() == Purpose.MARKETING) {
            return Decision.deny(missing(situation));
        }
        return throughTheWindow(situation);
    }

    private static Reason missing(Situation situation) {
        return switch (situation.purpose()) {
            case MARKETING -> situation.customer().optOut() == OptOut.MARKETING ? Reason.OPTED_OUT_OF_MARKETING
                    // Directive 2002/58/EC Art. 13(1) and (2): prior consent, or a sale
                    : Reason.NO_MARKETING_BASIS;
            case CALL -> Reason.NO_CALL_PERMISSION;
            case SERVICE, TRANSACTIONAL -> Reason.CONTACT_ONLY;
        };
    }

    private static Decision throughTheWindow(Situation situation) {
        if (situation.isWindowOpen()) {
            return Decision.allow(Reason.WITHIN_WINDOW);
        }
        // who only wrote to us is answered within the window, and not called back days later
        if (situation.customer().relationship() == RelationshipState.CONTACTED_US) {
            return Decision.deny(situation.isTemplate() || !situation.hasWindow() ? Reason.CONTACT_ONLY : Reason.WINDOW_CLOSED);
        }
        if (!situation.hasWindow()) {
            return Decision.allow(Reason.NO_WINDOW_HERE);
        }
        return situation.isTemplate() ? Decision.allow(Reason.TEMPLATE) : Decision.deny(Reason.WINDOW_CLOSED);
    }

    /** Whether it goes now, or waits. */
    private static Decision whetherNow(Situation situation, Decision allowed) {
        if (!situation.isFresh()) {
            return Decision.hold(Reason.KNOWLEDGE_STALE);
        }
        return switch (situation.telling()) {
            case FAILED -> Decision.deny(Reason.NOTICE_FAILED);
            case UNDER_WAY -> Decision.hold(Reason.NOTICE_NOT_PROVEN);
            case DONE -> situation.isOpen() ? allowed : Decision.hold(Reason.CHANNEL_INTERRUPTED);
        };
    }
}
