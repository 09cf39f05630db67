package eu.onrecord.ingest.provider.whatsapp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.json.JsonSlice;

/**
 * The provider's sentences about who a customer is and was, without their numbers, ids and addresses, which stand in the
 * identity
 * change: a reader from whom the person is withheld may read them. Dates, times and amounts stay, and what people are called.
 */
final class Nameless {
    private static final String HIDDEN = "\u2026";
    /** E.164 has fifteen digits at most. */
    private static final int LONGEST_NUMBER = 20;
    private static final int LEAST_NATIONAL = 7;
    private static final int LONGEST_IDENTIFIER = 256;
    /** Of Meta's, and of what stands beside it together; what is longer stands in the original. */
    private static final int LONGEST_SENTENCE = 4096;
    /** What stands beside one costs too. */
    private static final int LEAST_SENTENCE = 50;
    /** A member of one sign costs as much as one of some. */
    private static final int LEAST_COST = 8;
    /** Also one that stands in no member: who they were before. Letters of other scripts may stand right beside it. */
    private static final Pattern USER_ID = Pattern
            .compile("(?i)(?<![a-z0-9])[a-z]{2}\\.(?:ENT\\.)?(?=[a-z]*\\d)[a-z0-9]{4,}");
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{1,64}){1,4}|@[\\w.]{2,64}");
    /** A member that holds nothing but what somebody is called. */
    private static final Pattern OF_A_NAME = Pattern.compile("(?i)(?:.*\\.)?(?:[a-z_]*(?:name|e_?mail|username\\.\\w+)"
            + "|(?:sender|recipient|customer|user|person|profile|participant|member|owner|client|guest)s?(?:\\.\\d+)?)");
    /** A member that says something of people. */
    private static final Pattern OF_PEOPLE = Pattern.compile(
            "(?i)(?!(?:.*\\.)?(?:display_phone_number|phone_number_id)$)(?:.*\\.)?(?:from|to|extra\\w*|detail|\\w*(?:_by|By)"
                    + "|\\w*(?:participant|sender|recipient|contact|customer|user|member|person|people|wa_?id|phone|profile|author"
                    + "|caller|callee|admin|mail|first_?name|last_?name|full_?name|display_?name|nick_?name|from_?number|to_?number"
                    + "|msisdn|mobile|owner|creator|agent|initiator|client|buyer|guest|invitee)\\w*"
                    + "|number|tel|telephone|jid|lid|peer|address)(?:\\..*)?");
    private static final String SIGNS = "[\\p{Z}\\p{Cc}\\p{Cf}\\p{M}\\p{P}\\p{S}&&[^\\p{Sc}]]";
    /** What may be a number that stands in no member, or is written otherwise there: digits with signs between them. */
    private static final Pattern DIGITS = Pattern
            .compile("(?<![+(])[+(]*+[\\p{Nd}\\p{No}][\\p{Nd}\\p{No}\\p{Z}\\p{Cc}\\p{Cf}\\p{M}\\p{P}\\p{S}&&[^\\p{Sc}]]*");
    private static final String YEAR = "(?:19|20)\\d\\d";
    private static final String MONTH = "(?:0?[1-9]|1[0-2])";
    private static final String DAY = "(?:0?[1-9]|[12]\\d|3[01])";
    private static final String NAME = "\\p{L}{3,10}\\.?";
    private static final String TIME = "(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,6})?)?(?: ?[AaPp]\\.?[Mm]\\b|Z| UTC| ?[-+](?:0\\d|1[0-4]):?[0-5]\\d)?";
    private static final String DATE = "(?:" + of(YEAR, MONTH, DAY, "-") + "|" + of(YEAR, MONTH, DAY, "/") + "|"
            + of(DAY, MONTH, YEAR, "-") + "|" + of(DAY, MONTH, YEAR, "/") + "|" + of(DAY, MONTH, YEAR, "\\.") + "|"
            + of(MONTH, DAY, YEAR, "/") + "|" + of(MONTH, DAY, "\\d\\d", "/") + "|" + DAY + " " + NAME + ",? " + YEAR + "|"
            + NAME + " " + DAY + "(?:, " + YEAR + "| " + TIME + " " + YEAR + ")|" + DAY + " " + NAME + "|" + NAME + " " + DAY
            + ")";
    private static final String MOMENT = "(?:" + DATE + "|" + TIME + ")";
    /** One moment, or several that follow each other. */
    private static final String MOMENTS = MOMENT + "(?:(?:[T ]|,? (?:at |on )?|,? ?[-\u2013] ?)" + MOMENT + "){0,5}";
    private static final String GROUPED = "\\d{1,3}(?:(?:\\.\\d{3})+,|(?:,\\d{2,3})+\\.|(?:['\u2019\u00a0\u202f ]\\d{3})+[.,])\\d{1,2}";
    private static final String DECIMALS = "\\d{1,9}[.,]\\d{1,2}";
    private static final String AMOUNT = "(?:" + GROUPED + "|" + DECIMALS + "|\\d{1,3}(?:[.,]\\d{2,3}){1,4}|\\d{1,8})";
    private static final String CURRENCY = "(?:AED|ARS|AUD|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KES|KRW"
            + "|MXN|MYR|NGN|NOK|NZD|PEN|PHP|PKR|PLN|RON|SAR|SEK|SGD|THB|TRY|UAH|USD|VND|ZAR)";
    /** Dates, times and amounts, where they are no part of a longer number. */
    private static final Pattern KEPT = Pattern
            .compile("(?<![\\p{Nd}+])(?<!\\p{Nd}" + SIGNS + "{1,3})(?:" + MOMENTS + "|" + GROUPED
                    + "|\\d{4,7}[.,]\\d{2}|" + AMOUNT + " ?(?:\\p{Sc}|\\b" + CURRENCY + "\\b)|(?:\\p{Sc}|\\b" + CURRENCY
                    + "\\b) ?" + AMOUNT
                    + ")(?!\\p{Nd})(?!" + SIGNS + "{1,3}\\p{Nd})");

    private Nameless() {
    }

    private static String of(String first, String second, String third, String between) {
        return first + between + second + between + third;
    }

    /** A message's sentence, with an ellipsis where it says who the customer is or was. */
    static String sentence(Told item, String sentence) {
        var system = item.at("system").json();
        return without(item.json(), sentence,
                Stream.of(item.json().at("from"), item.json().at("from_user_id"), system.at("wa_id"),
                        system.at("new_wa_id"), system.at("user_id"), system.at("customer"), system.at("user")));
    }

    /** Fields of the same, as the sentence. */
    static List<Field> fields(Told item, List<Field> fields) {
        return fields(item, fields, field -> true);
    }

    /** As above, of fields of which only some are about people. */
    static List<Field> ofPeople(Told item, List<Field> fields) {
        return fields(item, fields, field -> OF_PEOPLE.matcher(field.name()).matches());
    }

    /** What is longer than a sentence, all of them together, is hidden: each sign of it costs. */
    private static List<Field> fields(Told item, List<Field> fields, Predicate<Field> isOfPeople) {
        var shown = new ArrayList<Field>();
        var characters = 0;
        for (var field : fields) {
            if (isOfPeople.test(field)) {
                characters += Math.max(field.value().length(), LEAST_COST);
                var isHidden = characters > LONGEST_SENTENCE || OF_A_NAME.matcher(field.name()).matches();
                shown.add(new Field(field.name(), isHidden ? HIDDEN : sentence(item, field.value())));
            } else {
                shown.add(field);
            }
        }
        return shown;
    }

    /**
     * A sentence, with an ellipsis for each of these identifiers; the longest first, for one can begin another. Where one body
     * has more of them than any provider sends, the rest is hidden whole: it stands in the original.
     */
    static String without(JsonSlice item, String sentence, Stream<JsonSlice> identifiers) {
        if (!item.takes(Math.max(sentence.length(), LEAST_SENTENCE))) {
            return HIDDEN;
        }
        var hidden = identifiers.map(value -> value.scalar().orElse("")).map(Nameless::bare)
                .filter(value -> value.length() > 4 && value.length() <= LONGEST_IDENTIFIER)
                .sorted(Comparator.comparingInt(String::length).reversed()).toList();
        var bounded = sentence.length() > LONGEST_SENTENCE ? sentence.substring(0, LONGEST_SENTENCE) + HIDDEN : sentence;
        var shown = ADDRESS.matcher(bounded).replaceAll(HIDDEN);
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
        if (digits.codePoints().filter(Nameless::isDigit).count() < LEAST_NATIONAL) {
            return digits;
        }
        var last = digits.length();
        while (!isDigit(digits.codePointBefore(last))) {
            last -= Character.charCount(digits.codePointBefore(last));
        }
        return HIDDEN + digits.substring(last);
    }

    /** Also one that is written above the others. */
    private static boolean isDigit(int c) {
        return Character.isDigit(c) || Character.getType(c) == Character.OTHER_NUMBER;
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
