package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the customer told the provider about what they want to receive.
 *
 * @param category the provider's word, such as {@code marketing_messages}
 * @param value the provider's word, such as {@code stop} or {@code resume}
 */
@RegisterForReflection
public record Preference(String category, String value) {

    public Preference {
        requireNonNull(category, "category");
        requireNonNull(value, "value");
    }
}
