package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Something that tells who a customer is.
 *
 * @param scheme the provider's word for it, such as {@code username} or {@code parent_user_id}
 * @param value as the provider gave it
 */
@RegisterForReflection
public record Identifier(String scheme, String value) {

    public Identifier {
        requireNonNull(scheme, "scheme");
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "Identifier[" + scheme + ", redacted]";
    }
}
