package eu.onrecord.consent.gate;

import eu.onrecord.consent.gate.Decision.Reason;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.RelationshipState;

/** The decision. The first rule that applies counts; what no rule allows is denied. */
public final class Gate {
    /** Grows whenever a rule changes; it is recorded with every decision. */
    public static final int RULE_VERSION = 1;

    private Gate() {
    }

    public static Decision decide(Situation situation) {
        // WhatsApp Business Messaging Policy: contact only people who gave their number and opted in
        if (situation.relationship() == RelationshipState.UNKNOWN || situation.relationship() == RelationshipState.EXPIRED) {
            return Decision.deny(Reason.NO_RELATIONSHIP);
        }
        if (situation.suspended()) {
            return Decision.deny(Reason.SUSPENDED);
        }
        var windowOpen = situation.window().isOpenAt(situation.now());
        if (situation.optOut() == OptOut.ALL) {
            var answers = situation.purpose() == Purpose.SERVICE && situation.wroteAgain() && windowOpen;
            return answers ? Decision.allow(Reason.ANSWER_AFTER_OPT_OUT) : Decision.deny(Reason.OPTED_OUT);
        }
        if (situation.purpose() == Purpose.MARKETING) {
            if (situation.optOut() == OptOut.MARKETING) {
                return Decision.deny(Reason.OPTED_OUT_OF_MARKETING);
            }
            // Directive 2002/58/EC Art. 13(1) and (2): prior consent, or a sale
            if (situation.relationship() != RelationshipState.ESTABLISHED) {
                return Decision.deny(Reason.NO_MARKETING_BASIS);
            }
        }
        return windowOpen ? Decision.allow(Reason.WITHIN_WINDOW) : Decision.deny(Reason.WINDOW_CLOSED);
    }
}
