package eu.onrecord.contract.chat;

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
    private static final int HEX_DIGITS = 32;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ThreadId {
        if (value == null || value.length() != HEX_DIGITS || !isLowerCaseHex(value)) {
            throw new IllegalArgumentException("a thread id is 32 hex digits");
        }
    }

    private static boolean isLowerCaseHex(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
