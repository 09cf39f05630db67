package eu.onrecord.consent.evidence;

import java.util.Locale;

/** What a piece of evidence did. */
public enum Effect {
    /** It began, kept or strengthened the relationship. */
    RELATIONSHIP,
    /** The relationship is over. */
    ENDED,
    OPT_OUT,
    OPT_IN,
    /** Somebody else may hold the number. */
    SUSPENDED,
    /** It was checked who holds it. */
    VERIFIED,
    /** GDPR Art. 16. */
    IDENTIFIER_REMOVED,
    /** GDPR Art. 18. */
    RESTRICTED,
    UNRESTRICTED;

    /** The word in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
