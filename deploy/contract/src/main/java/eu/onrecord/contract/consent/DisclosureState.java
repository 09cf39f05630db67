package eu.onrecord.contract.consent;

import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** How far the showing of a notice came. */
@RegisterForReflection
public enum DisclosureState {
    /** It waits for something that the gate wants first. */
    @JsonProperty("held")
    HELD("held"),
    @JsonProperty("queued")
    QUEUED("queued"),
    /** A sender has taken it. */
    @JsonProperty("claimed")
    CLAIMED("claimed"),
    /** Nobody knows whether it went. */
    @JsonProperty("uncertain")
    UNCERTAIN("uncertain"),
    /** It was not to go any more when its turn came. */
    @JsonProperty("cancelled")
    CANCELLED("cancelled"),
    /** The customer was told before they came here: what is kept may be read. */
    @JsonProperty("waived")
    WAIVED("waived"),
    /** The provider took it. */
    @JsonProperty("accepted")
    ACCEPTED("accepted"),
    @JsonProperty("sent")
    SENT("sent"),
    @JsonProperty("failed")
    FAILED("failed"),
    /** The provider says that it arrived: that proves it. */
    @JsonProperty("delivered")
    DELIVERED("delivered"),
    @JsonProperty("read")
    READ("read");

    private final String word;

    DisclosureState(String word) {
        this.word = word;
    }

    /** The word in the event. */
    public String word() {
        return word;
    }

    /** By the word in the event; empty for a word that is newer than the reader. */
    public static Optional<DisclosureState> of(String word) {
        return Arrays.stream(values()).filter(state -> state.word.equals(word)).findFirst();
    }

    /**
     * Whether the customer is known to have been told. Directive 2002/58/EC Art. 5(2) wants that; the provider's word that the
     * notice arrived shows it, and so does another place where they were told before.
     */
    public boolean isTold() {
        return this == DELIVERED || this == READ || this == WAIVED;
    }
}
