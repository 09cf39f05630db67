package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the customer told the provider about what they want to receive: in the provider's words, which are many, and in ours.
 *
 * @param category the provider's word, such as {@code marketing_messages}
 * @param value the provider's word, such as {@code stop} or {@code resume}
 * @param wish what they want; absent where the provider's words are not understood, or are no wish
 * @param scope of what
 * @param source how they told it
 * @param details what else the provider told with it
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preference(String category, String value, Wish wish, Scope scope, Source source,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Field> details) {

    public Preference {
        requireNonNull(category, "category");
        requireNonNull(value, "value");
        details = details == null ? List.of() : List.copyOf(details);
    }

    /** Words that are not understood. */
    public Preference(String category, String value) {
        this(category, value, null, null, null, List.of());
    }

    /** What they want. */
    @RegisterForReflection
    public enum Wish {
        /** No more of it. */
        @JsonProperty("stop")
        STOP,
        /** It may come again. */
        @JsonProperty("start")
        START
    }

    /** Of what. */
    @RegisterForReflection
    public enum Scope {
        @JsonProperty("marketing")
        MARKETING,
        @JsonProperty("all")
        ALL
    }

    /** How they told it. */
    @RegisterForReflection
    public enum Source {
        /** In the provider's own settings for messages of companies. */
        @JsonProperty("settings")
        SETTINGS,
        /** With a word that the provider itself acts on, and has confirmed. */
        @JsonProperty("keyword")
        KEYWORD,
        /** By blocking the company, or no longer doing so. */
        @JsonProperty("block")
        BLOCK,
        /** With the provider's ready-made button under an advertisement. */
        @JsonProperty("button")
        BUTTON
    }

    @Override
    public String toString() {
        return "Preference[" + category + ", " + wish + "]";
    }
}
