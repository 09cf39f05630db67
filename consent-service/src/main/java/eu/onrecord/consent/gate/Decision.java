package eu.onrecord.consent.gate;

import java.util.Arrays;
import java.util.Optional;

import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.contract.consent.Refusal;

/**
 * Whether a message may go, and why.
 *
 * @param verdict the answer
 * @param reason which rule gave it
 */
public record Decision(Verdict verdict, Reason reason) {

    /** The answers. */
    public enum Verdict {
        ALLOW,
        /** It does not go. */
        DENY,
        /** It waits for something, and is decided on again. */
        HOLD
    }

    /** The rules by name, with a sentence that a person can act on. */
    public enum Reason {
        WITHIN_WINDOW("within-window", "The customer wrote within the last 24 hours."),
        TEMPLATE("template", "An approved template may go to a customer at any time."),
        NO_WINDOW_HERE("no-window-here", "This channel has no service window."),
        ANSWER_AFTER_OPT_OUT("answer-after-opt-out", "The customer opted out and wrote again: a direct answer is allowed."),
        RESTRICTED("restricted", "The customer asked for restriction: nothing may be sent until it is lifted."),
        NO_RELATIONSHIP("no-relationship",
                "There is no relationship with this customer. They must write first, or evidence must be put on record."),
        RELATIONSHIP_EXPIRED("relationship-expired",
                "The relationship is over. They must write first, or new evidence must be put on record."),
        SUSPENDED("suspended", "The customer's identity changed. Verify who holds the number before you write."),
        OPTED_OUT("opted-out",
                "The customer asked for no more messages. Only an answer to a new message of theirs is allowed."),
        OPTED_OUT_OF_MARKETING("opted-out-of-marketing", "The customer asked for no marketing."),
        NO_MARKETING_BASIS("no-marketing-basis", "Marketing needs an established relationship with evidence of consent."),
        NO_CALL_PERMISSION("no-call-permission", "A call needs the customer's permission, with evidence."),
        CONTACT_ONLY("contact-only",
                "The customer only wrote to us: answers within 24 hours of it are allowed, and nothing else."),
        WINDOW_CLOSED("window-closed",
                "More than 24 hours have passed since the customer's last message. Send an approved template."),
        NOTICE_NOT_PROVEN("notice-not-proven", "It waits until the customer was shown to know that the chat is kept."),
        NOTICE_FAILED("notice-failed", "The customer could not be told that the chat is kept, so they cannot be reached here."),
        KNOWLEDGE_STALE("knowledge-stale", "It waits until everything the customer wrote was read."),
        CHANNEL_INTERRUPTED("channel-interrupted", "It waits until the provider takes messages again."),
        HELD_TOO_LONG("held-too-long", "What it waited for did not come within a day.");

        private final String word;
        private final String sentence;

        Reason(String word, String sentence) {
            this.word = word;
            this.sentence = sentence;
        }

        public String word() {
            return word;
        }

        /** Empty if it is no reason of ours. */
        public static Optional<Reason> of(String word) {
            return Arrays.stream(values()).filter(reason -> reason.word.equals(word)).findFirst();
        }

        public String sentence() {
            return sentence;
        }
    }

    /**
     * What is told of a message that this denies.
     *
     * @throws IllegalArgumentException if it denies none
     */
    public Refusal refusal(Purpose purpose) {
        return new Refusal(Refusal.Reason.valueOf(reason.name()), Refusal.Purpose.valueOf(purpose.name()),
                String.valueOf(Gate.RULE_VERSION));
    }

    public boolean allowed() {
        return verdict == Verdict.ALLOW;
    }

    static Decision allow(Reason reason) {
        return new Decision(Verdict.ALLOW, reason);
    }

    static Decision deny(Reason reason) {
        return new Decision(Verdict.DENY, reason);
    }

    static Decision hold(Reason reason) {
        return new Decision(Verdict.HOLD, reason);
    }
}
