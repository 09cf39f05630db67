package eu.onrecord.consent.provider;

import java.time.Duration;
import java.util.Optional;

import eu.onrecord.consent.channel.Remedy;

/** What became of one attempt to send. */
public sealed interface SendOutcome {

    /**
     * The provider took it; that is not yet delivery.
     *
     * @param providerMessageId the provider's id
     * @param request what was sent, to the byte
     * @param contentType of the request
     */
    record Accepted(String providerMessageId, byte[] request, String contentType) implements SendOutcome {
        @Override
        public String toString() {
            return "Accepted[redacted]";
        }
    }

    /**
     * The provider did not take it.
     *
     * @param error its code, or a word of ours
     * @param remedy what to do about it
     * @param retryAfter how long it wants to be left alone, where it says so
     */
    record NotTaken(String error, Remedy remedy, Optional<Duration> retryAfter) implements SendOutcome {
        public NotTaken(String error, Remedy remedy) {
            this(error, remedy, Optional.empty());
        }
    }

    /** No answer: it may have been taken or not. Providers have no idempotency keys, so nobody can know. */
    record Unknown() implements SendOutcome {
    }
}
