package eu.onrecord.contract.chat;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What one webhook can know of who talks to whom: a keyed hash, so pseudonymous, and still protected.
 *
 * @param value 32 lower-case hex digits
 */
@RegisterForReflection
public record ThreadId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ThreadId {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a thread id is 32 hex digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
