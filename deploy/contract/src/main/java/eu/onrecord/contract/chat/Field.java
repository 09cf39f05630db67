package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Something that was said, by its name.
 *
 * @param name such as {@code latitude}, or {@code order.note} where it is not understood
 * @param value as it was told
 */
@RegisterForReflection
public record Field(String name, String value) {

    public Field {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "Field[redacted]";
    }
}
