package eu.onrecord.contract.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What happened. */
@RegisterForReflection
public enum Kind {
    @JsonProperty("message")
    MESSAGE("message"),
    @JsonProperty("edit")
    EDIT("edit"),
    @JsonProperty("revocation")
    REVOCATION("revocation"),
    @JsonProperty("reaction")
    REACTION("reaction"),
    @JsonProperty("status")
    STATUS("status"),
    @JsonProperty("identity-change")
    IDENTITY_CHANGE("identity-change"),
    @JsonProperty("preference-change")
    PREFERENCE_CHANGE("preference-change"),
    /** A call, or how far one came. */
    @JsonProperty("call")
    CALL("call"),
    /** Something about the business account, not about a customer. */
    @JsonProperty("account")
    ACCOUNT("account"),
    /** Not understood, and kept with its original. */
    @JsonProperty("unsupported")
    UNSUPPORTED("unsupported");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** The word in the event's data, and in metrics. */
    public String word() {
        return word;
    }

    /** The CloudEvents type of an event of this kind. */
    public String eventType() {
        return "eu.onrecord.chat." + word + ".v1";
    }
}
