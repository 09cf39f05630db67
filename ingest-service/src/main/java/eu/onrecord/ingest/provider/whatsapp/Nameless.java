package eu.onrecord.ingest.provider.whatsapp;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.json.JsonSlice;

/**
 * The provider's sentences about who a customer is and was, without their numbers and ids, which stand in the identity change:
 * a reader from whom the person is withheld may read them. Dates, times and amounts stay.
 */
final class Nameless {
    private static final String HIDDEN = "\u2026";
    /** E.164 has fifteen digits at most. */
    private static final int LONGEST_NUMBER = 20;
    private static final int LEAST_NATIONAL = 7;
    private static final int LONGEST_IDENTIFIER = 256;
    /** Also one that stands in no member: who they were before. */
    private static final Pattern USER_ID = Pattern.compile("(?i)\\b[A-Z]{2}\\.(?:ENT\\.)?[A-Za-z0-9]{4,}\\b");
    /** No part of a longer number. */
    private static final String ALONE_BEFORE = "(?<![\\p{Nd}+(])(?<!\\p{Nd}[\\p{Z}\\p{P}\\p{S}&&[^\\p{Sc}]]{1,3})";
    private static final String ALONE_AFTER = "(?![\\p{Z}\\p{P}\\p{S}&&[^\\p{Sc}]]{0,3}\\p{Nd})";
    private static final String TIME = "(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,6})?)?Z?";
    private static final String DATE = "(?:(?:19|20)\\d\\d([-/.])(?:0?[1-9]|1[0-2])\\1(?:0?[1-9]|[12]\\d|3[01])"
            + "|(?:0?[1-9]|[12]\\d|3[01])([-/.])(?:0?[1-9]|[12]\\d|3[01])\\2(?:19|20)\\d\\d)";
    private static final String DECIMALS = "\\d{1,3}(?:(?:\\.\\d{3})+,|(?:,\\d{3})+\\.|(?:['\u2019\u00a0\u202f ]\\d{3})+[.,])\\d{1,2}";
    private static final String CURRENCY = "(?:\\p{Sc}|\\b(?:EUR|USD|GBP|CHF|INR|BRL|MXN|PLN|SEK|DKK|NOK|CZK|IDR)\\b)";
    private static final String AMOUNT = "\\d{1,9}(?:[.,'\u2019\u00a0\u202f ]\\d{3}){0,3}(?:[.,]\\d{1,2})?";
    private static final Pattern KEPT = Pattern.compile(ALONE_BEFORE + "(?:" + DATE + "(?:(?:T|,? (?:at )?)" + TIME + ")?|"
            + TIME
            + "(?: ?[-\u2013] ?" + TIME + "|,? (?:on )?" + DATE.replace("\\1", "\\3").replace("\\2", "\\4") + ")?|" + DECIMALS
            + "|" + AMOUNT + "[\\p{Z}]?" + CURRENCY + ")" + ALONE_AFTER + "|" + CURRENCY + "[\\p{Z}]?" + AMOUNT + ALONE_AFTER);
    /** What may be a number that stands in no member, or is written otherwise there: digits with signs between them. */
    private static final Pattern DIGITS = Pattern.compile("[+(]*\\p{Nd}[\\p{Nd}\\p{Z}\\p{Cf}\\p{P}\\p{S}&&[^\\p{Sc}]]*");

    private Nameless() {
    }

    /** A message's sentence, with an ellipsis where it says who the customer is or was. */
    static String sentence(Told item, String sentence) {
        var system = item.at("system").json();
        return without(sentence, Stream.of(item.json().at("from"), item.json().at("from_user_id"), system.at("wa_id"),
                system.at("new_wa_id"), system.at("user_id"), system.at("customer"), system.at("user")));
    }

    /** A sentence, with an ellipsis for each of these identifiers; the longest first, for one can begin another. */
    static String without(String sentence, Stream<JsonSlice> identifiers) {
        var hidden = identifiers.map(value -> value.scalar().orElse("")).map(Nameless::bare)
                .filter(value -> value.length() > 4 && value.length() <= LONGEST_IDENTIFIER)
                .sorted(Comparator.comparingInt(String::length).reversed()).toList();
        var shown = sentence;
        for (var identifier : hidden) {
            shown = spaced(identifier).matcher(shown).replaceAll(HIDDEN);
        }
        return withoutNumbers(USER_ID.matcher(shown).replaceAll(HIDDEN));
    }

    private static String withoutNumbers(String sentence) {
        var shown = new StringBuilder();
        var kept = KEPT.matcher(sentence);
        var from = 0;
        while (kept.find()) {
            shown.append(hidden(sentence.substring(from, kept.start()))).append(kept.group());
            from = kept.end();
        }
        return shown.append(hidden(sentence.substring(from))).toString();
    }

    private static String hidden(String text) {
        return DIGITS.matcher(text).replaceAll(found -> Matcher.quoteReplacement(hiddenNumber(found.group())));
    }

    private static String hiddenNumber(String digits) {
        if (digits.codePoints().filter(Character::isDigit).count() < LEAST_NATIONAL) {
            return digits;
        }
        var last = digits.length();
        while (!Character.isDigit(digits.codePointBefore(last))) {
            last -= Character.charCount(digits.codePointBefore(last));
        }
        return HIDDEN + digits.substring(last);
    }

    private static String bare(String identifier) {
        return identifier.startsWith("+") ? identifier.substring(1) : identifier;
    }

    /**
     * A number may be written with its plus, with a sign or two between its digits, and as it is dialled in its own country:
     * with a zero instead of the country's one to three digits.
     */
    private static Pattern spaced(String identifier) {
        if (identifier.length() > LONGEST_NUMBER || !identifier.chars().allMatch(Character::isDigit)) {
            return Pattern.compile(Pattern.quote(identifier));
        }
        var spellings = Stream.of("\\(?\\+?" + digits(identifier));
        var national = IntStream.rangeClosed(1, 3).filter(code -> identifier.length() - code >= LEAST_NATIONAL)
                .mapToObj(code -> "\\(?(?<!\\d)" + digits("0" + identifier.substring(code)));
        return Pattern.compile(Stream.concat(spellings, national).collect(Collectors.joining("|")));
    }

    private static String digits(String number) {
        return String.join("[\\s\\u00a0\\u202f\\u2010-\\u2013()./~-]{0,3}+", number.split(""));
    }
}
