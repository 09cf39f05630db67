package eu.onrecord.archive.perusal;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;

import eu.onrecord.archive.problem.ProblemType;

/** A phone number as people write it. One that cannot be understood is an error, and never "nobody". */
final class SearchedPhone {
    private static final Pattern BETWEEN_DIGITS = Pattern
            .compile("[\\s\\p{Z}\\p{Cf}()\\[\\].\\-\\u2010-\\u2015\\u2212/~_]");
    /** As an address, as a table's cell that shall be text, or cut out of a list. */
    private static final Pattern AROUND = Pattern
            .compile("^(?:(?i:tel|whatsapp):|'|=?\")|[;,\"]+$|(?<=[0-9]{7})\\.0$");
    /** Without a plus; shorter ones are more often without their country code. */
    private static final Pattern AS_PROVIDERS_GIVE_IT = Pattern.compile("[1-9][0-9]{10,14}");
    /** Anything else the library would read as an extension, or as letters on keys. */
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9]{7,20}");
    /** Whose numbers are so long that one of another country, without its code, looks like them. */
    private static final int NORTH_AMERICA = 1;
    private static final Pattern BRAZIL = Pattern.compile("^\\+55(\\d{2})9?([6-9]\\d{7})$");
    private static final Pattern MEXICO = Pattern.compile("^\\+521?(\\d{10})$");
    /** What is dialled before a mobile number there, which the library takes for a part of it. */
    private static final Pattern COLOMBIA = Pattern.compile("^\\+570(3\\d{9})$");
    private static final Pattern ARGENTINA = Pattern.compile("^\\+549?(\\d{10})$");

    /** One of them is older than what the library knows. */
    private static final List<Pattern> IN_TWO_WAYS = List.of(BRAZIL, MEXICO, ARGENTINA);

    private SearchedPhone() {
    }

    /**
     * In E.164; of a number that providers write in two ways, both.
     *
     * @throws eu.onrecord.archive.problem.Problem if it is none, or has no country code
     */
    static List<String> of(String given) {
        var bare = AROUND.matcher(Normalizer.normalize(given, Normalizer.Form.NFKC).strip()).replaceAll("");
        var digits = BETWEEN_DIGITS.matcher(inAscii(bare).replace("(0)", "0").replace("[0]", "0")).replaceAll("");
        var international = digits.startsWith("+00") ? "+" + digits.substring(3)
                : digits.startsWith("00") ? "+" + digits.substring(2)
                        : AS_PROVIDERS_GIVE_IT.matcher(digits).matches() ? "+" + digits : digits;
        return spellings(number(COLOMBIA.matcher(international).replaceFirst("+57$1")));
    }

    /** Other scripts have digits of their own. */
    private static String inAscii(String text) {
        return text.codePoints().map(it -> Character.isDigit(it) ? '0' + Character.digit(it, 10) : it)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /**
     * Without what is dialled inside of a country alone; by the number of digits it can be one, for new ones come every day.
     */
    private static String number(String international) {
        if (IN_TWO_WAYS.stream().anyMatch(ways -> ways.matcher(international).matches())) {
            return international;
        }
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(international, null);
            if (INTERNATIONAL.matcher(international).matches() && numbers.isPossibleNumber(number)
                    && (number.getCountryCode() != NORTH_AMERICA || numbers.isValidNumber(number))) {
                return numbers.format(number, PhoneNumberFormat.E164);
            }
        } catch (NumberParseException none) {
            // as below
        }
        throw ProblemType.REQUEST_INVALID
                .problem("Customer-Phone is a phone number with its country code, such as +31612345678.");
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
