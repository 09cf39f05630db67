package eu.onrecord.archive.perusal;

import java.util.regex.Pattern;

import eu.onrecord.archive.problem.ProblemType;

/**
 * Why somebody reads. GDPR Art. 5(1)(b): a stated purpose. A word and not a text, so that it names no person.
 *
 * @param word such as {@code complaint} or {@code dispute-2026-114}
 */
public record Purpose(String word) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{2,63}");

    /** @throws eu.onrecord.archive.problem.Problem if there is none, or it is a text */
    public static Purpose of(String given) {
        if (given == null || !FORM.matcher(given).matches()) {
            throw ProblemType.PURPOSE_MISSING.problem(
                    "Say why: purpose is a word of lower-case letters, digits and dashes, such as complaint or dispute-2026-114.");
        }
        return new Purpose(given);
    }
}
