package eu.onrecord.consent.message;

import java.net.URI;
import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a message says. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Content {
    int LONGEST_TEXT = 4096;

    /** What a person reads of it. */
    String text();

    /** Whether the provider takes it outside of the service window. */
    @JsonIgnore
    default boolean isTemplate() {
        return this instanceof Template;
    }

    /** Words. At most what WhatsApp takes. */
    @RegisterForReflection
    record Text(@NotBlank @Size(max = LONGEST_TEXT) String text) implements Content {
        @Override
        public String toString() {
            return "Text[redacted]";
        }
    }

    /**
     * A file.
     *
     * @param kind {@code image}, {@code video}, {@code audio} or {@code document}
     * @param link from where the provider fetches it
     * @param text the caption; null without one
     * @param filename of a document; null for the others
     */
    @RegisterForReflection
    record Media(@NotNull @Pattern(regexp = "image|video|audio|document") String kind, @NotNull URI link,
            @Size(max = 1024) String text, @Size(max = 240) String filename) implements Content {
        @Override
        public String toString() {
            return "Media[redacted]";
        }
    }

    /**
     * A text that the provider approved before, with what is put into it.
     *
     * @param name as the provider knows it; Twilio's content sid
     * @param language as the provider knows it
     * @param parameters of the body, in their order
     */
    @RegisterForReflection
    record Template(@NotBlank @Size(max = 512) String name, @NotBlank @Size(max = 10) String language,
            @Size(max = 50) List<@NotBlank @Size(max = 1024) String> parameters) implements Content {

        public Template {
            parameters = parameters == null ? List.of() : List.copyOf(parameters);
        }

        @Override
        @JsonIgnore
        public String text() {
            return parameters.isEmpty() ? name : name + ": " + String.join(", ", parameters);
        }

        @Override
        public String toString() {
            return "Template[redacted]";
        }
    }
}
