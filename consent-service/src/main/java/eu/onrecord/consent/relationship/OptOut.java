package eu.onrecord.consent.relationship;

import java.util.Locale;

/** What a customer does not want to receive; the later ones are stricter. */
public enum OptOut {
    NONE,
    MARKETING,
    ALL;

    /** The word in events and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
