package eu.onrecord.contract.consent;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A message that may not go.
 *
 * @param reason which rule refused it; null for a word that is newer than the reader
 * @param purpose what it was to be sent for; null for a word that is newer than the reader
 * @param rule the version of the rules that decided
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Refusal(Reason reason, Purpose purpose, String rule) {
    public Refusal {
        requireNonNull(rule, "rule");
    }

    /** The rules that refuse, by name. */
    @RegisterForReflection
    public enum Reason {
        /** GDPR Art. 18: what is restricted is only kept. */
        @JsonProperty("restricted")
        RESTRICTED,
        @JsonProperty("no-relationship")
        NO_RELATIONSHIP,
        @JsonProperty("relationship-expired")
        RELATIONSHIP_EXPIRED,
        /** Somebody else may hold the number. */
        @JsonProperty("suspended")
        SUSPENDED,
        @JsonProperty("opted-out")
        OPTED_OUT,
        @JsonProperty("opted-out-of-marketing")
        OPTED_OUT_OF_MARKETING,
        @JsonProperty("no-marketing-basis")
        NO_MARKETING_BASIS,
        @JsonProperty("no-call-permission")
        NO_CALL_PERMISSION,
        /** The customer only wrote to us: no more than answers. */
        @JsonProperty("contact-only")
        CONTACT_ONLY,
        @JsonProperty("window-closed")
        WINDOW_CLOSED,
        /** The customer could not be told that the chat is kept. */
        @JsonProperty("notice-failed")
        NOTICE_FAILED,
        /** What it waited for did not come in time. */
        @JsonProperty("held-too-long")
        HELD_TOO_LONG
    }

    /** What a message is sent for. */
    @RegisterForReflection
    public enum Purpose {
        @JsonProperty("service")
        SERVICE,
        @JsonProperty("transactional")
        TRANSACTIONAL,
        @JsonProperty("marketing")
        MARKETING,
        @JsonProperty("call")
        CALL
    }
}
