package eu.onrecord.contract.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Who spoke. */
@RegisterForReflection
public enum Direction {
    /** The customer, or the provider about the customer. */
    @JsonProperty("inbound")
    INBOUND,
    /** The company. */
    @JsonProperty("outbound")
    OUTBOUND
}
