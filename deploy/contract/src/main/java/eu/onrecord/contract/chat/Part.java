package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One part of what a message says to whoever reads it. It holds neither the provider's ids nor the customer's identifiers:
 * those have members of their own.
 *
 * @param type one of {@link PartType}'s words; a text, so that a reader passes on a word that is newer than itself
 * @param text one line for a reader; absent where the fields say all
 * @param fields what the part says by name, in order; a name may stand more than once
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Part(String type, String text, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Field> fields) {

    public Part {
        requireNonNull(type, "type");
        fields = fields == null ? List.of() : List.copyOf(fields);
    }

    public Part(PartType type, String text, List<Field> fields) {
        this(type.word(), text, fields);
    }

    /** Whether it is of this type. */
    public boolean is(PartType wanted) {
        return type.equals(wanted.word());
    }

    @Override
    public String toString() {
        return "Part[" + type + ", redacted]";
    }
}
