package eu.onrecord.contract.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Who wrote a message of the company's. Regulation (EU) 2024/1689 Art. 50: people are told when it is no person.
 *
 * @param kind a person, or what; null for a word that is newer than the reader
 * @param id the agent's {@code sub}, as the desk gave it; absent where nobody said
 * @param system what it was written in, such as the desk's client id
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Author(Kind kind, String id, String system) {

    /** Who wrote. */
    @RegisterForReflection
    public enum Kind {
        @JsonProperty("person")
        PERSON,
        /** Fixed rules, such as what sends the recording notice. */
        @JsonProperty("bot")
        BOT,
        /** A model that writes texts. */
        @JsonProperty("ai")
        AI
    }

    @Override
    public String toString() {
        return "Author[" + kind + ", redacted]";
    }
}
