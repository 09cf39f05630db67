package eu.onrecord.contract.consent;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What changed. */
@RegisterForReflection
public enum Change {
    @JsonProperty("relationship-changed")
    RELATIONSHIP_CHANGED("relationship-changed"),
    /** The state is one of the disclosure's, from {@code queued} to {@code read}. */
    @JsonProperty("disclosure-changed")
    DISCLOSURE_CHANGED("disclosure-changed"),
    @JsonProperty("opted-out")
    OPTED_OUT("opted-out"),
    @JsonProperty("opted-in")
    OPTED_IN("opted-in"),
    /** Several threads were found to be one customer's conversation on one channel. */
    @JsonProperty("threads-linked")
    THREADS_LINKED("threads-linked"),
    /** The company wrote to someone it has no relationship with. */
    @JsonProperty("cold-contact-detected")
    COLD_CONTACT_DETECTED("cold-contact-detected"),
    /** A thread is somebody else's from a moment on: nothing of its former holder is inherited. */
    @JsonProperty("customers-separated")
    CUSTOMERS_SEPARATED("customers-separated"),
    /** GDPR Art. 18: the state is {@code restricted} or {@code lifted}. */
    @JsonProperty("restriction-changed")
    RESTRICTION_CHANGED("restriction-changed"),
    /** A message was asked for, and may not go. */
    @JsonProperty("send-refused")
    SEND_REFUSED("send-refused");

    private final String word;

    Change(String word) {
        this.word = word;
    }

    /** The word in the event. */
    public String word() {
        return word;
    }

    /** The CloudEvents type of an event of this change. */
    public String eventType() {
        return "eu.onrecord.consent." + word + ".v1";
    }
}
