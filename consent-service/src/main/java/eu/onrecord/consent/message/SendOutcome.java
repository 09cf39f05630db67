package eu.onrecord.consent.message;

/** What became of one attempt to send. */
public sealed interface SendOutcome {

    /**
     * The provider took it; that is not yet delivery.
     *
     * @param providerMessageId the provider's id
     * @param request what was sent, to the byte
     */
    record Accepted(String providerMessageId, byte[] request) implements SendOutcome {
        @Override
        public String toString() {
            return "Accepted[redacted]";
        }
    }

    /** The provider did not take it and will not: its error code. */
    record Refused(String error) implements SendOutcome {
    }

    /** The provider did not take it now: its error code. */
    record NotNow(String error) implements SendOutcome {
    }

    /** No answer: it may have been taken or not. Providers have no idempotency keys, so nobody can know. */
    record Unknown() implements SendOutcome {
    }
}
