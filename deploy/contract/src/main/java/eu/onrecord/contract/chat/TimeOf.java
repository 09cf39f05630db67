package eu.onrecord.contract.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Whose clock an event's time is of. */
@RegisterForReflection
public enum TimeOf {
    /** The provider told when it happened. */
    @JsonProperty("provider")
    PROVIDER("provider"),
    /** The provider tells no time: it is when we received it, so another copy of it has another time. */
    @JsonProperty("receipt")
    RECEIPT("receipt");

    private final String word;

    TimeOf(String word) {
        this.word = word;
    }

    /** The word in the event. */
    public String word() {
        return word;
    }
}
