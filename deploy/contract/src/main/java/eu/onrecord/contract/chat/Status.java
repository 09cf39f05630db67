package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How far a message of the company came.
 *
 * @param messageId the provider's id of that message
 * @param state how far
 * @param reference the id we gave when sending, echoed by the provider
 * @param error the provider's error code, where it failed
 */
@RegisterForReflection
public record Status(String messageId, State state, String reference, String error) {

    public Status {
        requireNonNull(messageId, "messageId");
        requireNonNull(state, "state");
    }

    /** How far a message came, in the provider's order. */
    @RegisterForReflection
    public enum State {
        /** Taken by the provider, not yet sent. */
        @JsonProperty("accepted")
        ACCEPTED,
        @JsonProperty("sent")
        SENT,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("delivered")
        DELIVERED,
        @JsonProperty("read")
        READ,
        /** A voice message that was listened to. */
        @JsonProperty("played")
        PLAYED
    }

    @Override
    public String toString() {
        return "Status[" + state + (error == null ? "" : ", error=" + error) + ", redacted]";
    }
}
