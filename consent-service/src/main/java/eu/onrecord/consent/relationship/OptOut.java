package eu.onrecord.consent.relationship;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a customer does not want to receive; the later ones are stricter. */
public enum OptOut {
    NONE,
    MARKETING,
    ALL;

    /** The word in events and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty if there is no such word. */
    public static Optional<OptOut> of(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
    }

    /** The stricter of two. */
    public OptOut or(OptOut other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
