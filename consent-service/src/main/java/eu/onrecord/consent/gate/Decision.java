package eu.onrecord.consent.gate;

/**
 * Whether a message may go, and why.
 *
 * @param allowed the answer
 * @param reason which rule gave it
 */
public record Decision(boolean allowed, Reason reason) {

    /** The rules by name, with a sentence that a person can act on. */
    public enum Reason {
        WITHIN_WINDOW("within-window", "The customer wrote within the last 24 hours."),
        ANSWER_AFTER_OPT_OUT("answer-after-opt-out", "The customer opted out and wrote again: a direct answer is allowed."),
        NO_RELATIONSHIP("no-relationship", "There is no relationship with this customer. They must write first."),
        NO_MARKETING_BASIS("no-marketing-basis", "Marketing needs an established relationship with evidence of consent."),
        OPTED_OUT("opted-out",
                "The customer asked for no more messages. Only an answer to a new message of theirs is allowed."),
        OPTED_OUT_OF_MARKETING("opted-out-of-marketing", "The customer asked for no marketing."),
        SUSPENDED("suspended", "The customer's identity changed. Verify who holds the number before you write."),
        WINDOW_CLOSED("window-closed", "More than 24 hours have passed since the customer's last message.");

        private final String word;
        private final String sentence;

        Reason(String word, String sentence) {
            this.word = word;
            this.sentence = sentence;
        }

        public String word() {
            return word;
        }

        public String sentence() {
            return sentence;
        }
    }

    static Decision allow(Reason reason) {
        return new Decision(true, reason);
    }

    static Decision deny(Reason reason) {
        return new Decision(false, reason);
    }
}
