package eu.onrecord.contract.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** How we came to know of the event. */
@RegisterForReflection
public enum Source {
    /** It was told as it happened. */
    @JsonProperty("live")
    LIVE,
    /** It was handed over later: archived, but never a first contact, a window or a reason to send. */
    @JsonProperty("history")
    HISTORY
}
