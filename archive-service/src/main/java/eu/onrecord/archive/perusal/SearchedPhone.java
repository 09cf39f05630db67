package eu.onrecord.archive.perusal;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import eu.onrecord.archive.problem.ProblemType;

/** A phone number as people write it. One that cannot be understood is an error, and never "nobody". */
final class SearchedPhone {
    private static final Pattern BETWEEN_DIGITS = Pattern
            .compile("[\\s\\u00c2\\u00a0\\u2007\\u2009\\u202f\\p{Cf}().\\-\\u2010-\\u2015/~_]");
    /** Without a plus; shorter ones are more often without their country code. */
    private static final Pattern AS_PROVIDERS_GIVE_IT = Pattern.compile("[1-9][0-9]{10,14}");
    /** ITU-T E.164: at most 15 digits, none of which is a leading zero. */
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    /** ITU-T E.164, assigned country codes: those of one digit and of two; all others have three. */
    private static final Pattern COUNTRY = Pattern.compile(
            "\\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9][0-9]{2})");
    /** ITU-T E.164: where a subscriber's number itself begins with a zero. Everywhere else that is dialled inside alone. */
    private static final Set<String> WITH_ZERO = Set.of("39", "225", "229", "241", "242", "378");
    /** Other numbers that begin so are of another country, without its code. */
    private static final Pattern NORTH_AMERICA = Pattern.compile("\\+1[2-9]\\d{2}[2-9]\\d{6}");
    private static final Pattern BRAZIL = Pattern.compile("^\\+55(\\d{2})9?([6-9]\\d{7})$");
    private static final Pattern MEXICO = Pattern.compile("^\\+521?(\\d{10})$");
    private static final Pattern ARGENTINA = Pattern.compile("^\\+549?(\\d{10})$");

    private SearchedPhone() {
    }

    /**
     * In E.164; of a number that providers write in two ways, both.
     *
     * @throws eu.onrecord.archive.problem.Problem if it is none, or has no country code
     */
    static List<String> of(String given) {
        var digits = BETWEEN_DIGITS.matcher(given.strip().replaceFirst("(?i)^(?:tel|whatsapp):", "").replace("(0)", "0"))
                .replaceAll("");
        var number = withoutTrunkZero(digits.startsWith("00") ? "+" + digits.substring(2)
                : AS_PROVIDERS_GIVE_IT.matcher(digits).matches() ? "+" + digits : digits);
        if (!E164.matcher(number).matches() || number.startsWith("+1") && !NORTH_AMERICA.matcher(number).matches()) {
            throw ProblemType.REQUEST_INVALID
                    .problem("Customer-Phone is a phone number with its country code, such as +31612345678.");
        }
        return spellings(number);
    }

    /** The zero that is dialled inside of a country and often written behind its code. */
    private static String withoutTrunkZero(String number) {
        var country = COUNTRY.matcher(number);
        if (!country.lookingAt() || WITH_ZERO.contains(country.group(1))) {
            return number;
        }
        var rest = number.substring(country.end());
        return country.group() + (rest.startsWith("0") ? rest.substring(1) : rest);
    }

    /** WhatsApp keeps old numbers of Brazil without their ninth digit, and of Mexico and Argentina with a digit more. */
    private static List<String> spellings(String number) {
        return Stream
                .of(number, BRAZIL.matcher(number).replaceFirst("+55$1$2"), BRAZIL.matcher(number).replaceFirst("+55$19$2"),
                        MEXICO.matcher(number).replaceFirst("+52$1"), MEXICO.matcher(number).replaceFirst("+521$1"),
                        ARGENTINA.matcher(number).replaceFirst("+54$1"), ARGENTINA.matcher(number).replaceFirst("+549$1"))
                .distinct()
                .toList();
    }
}
