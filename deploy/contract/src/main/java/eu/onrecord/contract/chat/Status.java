package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How far a message of the company came.
 *
 * @param messageId the provider's id of that message
 * @param state how far
 * @param reference the id we gave when sending, echoed by the provider
 * @param error the provider's error code, where it failed
 * @param details what else the provider told with it, such as the error in words, or what it costs
 */
@RegisterForReflection
public record Status(String messageId, State state, String reference, String error,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Field> details) {

    public Status {
        requireNonNull(messageId, "messageId");
        requireNonNull(state, "state");
        details = details == null ? List.of() : List.copyOf(details);
    }

    /** A status with which nothing else was told. */
    public Status(String messageId, State state, String reference, String error) {
        this(messageId, state, reference, error, List.of());
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
