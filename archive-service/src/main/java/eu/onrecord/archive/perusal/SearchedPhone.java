package eu.onrecord.archive.perusal;

import java.util.regex.Pattern;

import eu.onrecord.archive.problem.ProblemType;

/** A phone number as people write it. One that cannot be understood is an error, and never "nobody". */
final class SearchedPhone {
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[\\s\\u00c2\\u00a0\\u2009\\u202f().\\-\\u2010-\\u2015/]");
    /** Without a plus; shorter ones are more often without their country code. */
    private static final Pattern AS_PROVIDERS_GIVE_IT = Pattern.compile("[1-9][0-9]{10,14}");
    /** ITU-T E.164: at most 15 digits, none of which is a leading zero. */
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private SearchedPhone() {
    }

    /**
     * In E.164.
     *
     * @throws eu.onrecord.archive.problem.Problem if it is none, or has no country code
     */
    static String of(String given) {
        var digits = BETWEEN_DIGITS.matcher(given.strip().replaceFirst("(?i)^tel:", "").replace("(0)", "")).replaceAll("");
        var number = digits.startsWith("00") ? "+" + digits.substring(2)
                : digits.startsWith("+") || digits.startsWith("0") ? digits
                        : "+" + digits;
        if (!E164.matcher(number).matches()) {
            throw ProblemType.REQUEST_INVALID
                    .problem("Customer-Phone is a phone number with its country code, such as +31612345678.");
        }
        return number;
    }
}
