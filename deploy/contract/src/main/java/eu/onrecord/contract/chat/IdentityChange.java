package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A change in how the customer is known; the event's customer is who they were before.
 *
 * @param what what changed
 * @param phone the new number, E.164
 * @param userId the new business-scoped id
 * @param hash the provider's new hash of the customer's identity
 */
@RegisterForReflection
public record IdentityChange(What what, String phone, String userId, String hash) {

    public IdentityChange {
        requireNonNull(what, "what");
    }

    /** What changed. */
    @RegisterForReflection
    public enum What {
        @JsonProperty("phone")
        PHONE,
        @JsonProperty("user-id")
        USER_ID,
        /** Another device or person may hold the number now. */
        @JsonProperty("identity")
        IDENTITY
    }

    @Override
    public String toString() {
        return "IdentityChange[" + what + ", redacted]";
    }
}
