package eu.onrecord.archive.perusal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import eu.onrecord.archive.conversation.Identifiers;
import eu.onrecord.archive.problem.Problem;
import eu.onrecord.archive.problem.ProblemType;

/** An identifier that is no phone number, or may be one, as people and providers write it. */
final class SearchedId {
    /** Longer ones are no identifiers, and are not looked at. */
    private static final int LONGEST = 1024;
    private static final Pattern FORM = Pattern.compile("[^\\p{C}]{1,256}");
    /** What stands before an identifier where it is an address. */
    private static final Pattern BEFORE = Pattern
            .compile("(?i)^(?:(?:tel|sms(?:to)?|sips?|mailto|messenger|viber|rcs|telegram):(?!//)"
                    + "|(?:https?://)?(?:www\\.|m\\.|web\\.)?(?:t\\.me/s|ig\\.me/m|messenger\\.com/t|instagram\\.com/direct/t"
                    + "|facebook\\.com/messages/t|t\\.me|telegram\\.(?:me|dog)|m\\.me|instagr\\.am|instagram\\.com|facebook\\.com|fb\\.com|fb\\.me)/(?:profile\\.php\\?id=)?"
                    + "|(?:https?://)?web\\.telegram\\.org/[a-z]*/?#|tg://resolve/?\\?domain=|tg://user/?\\?id="
                    + "|tg://openmessage/?\\?user_id=|sms://|@\\s+)");
    /** Telegram's other way to write where somebody is. */
    private static final Pattern SUBDOMAIN = Pattern.compile("(?i)^(?:https?://)?(?!www\\.)([a-z0-9_]+)\\.t\\.me(?:[/?#].*)?$");
    /** Where it can be nothing but a phone number, with its country's code and mostly without a plus. */
    private static final Pattern BEFORE_PHONE = Pattern.compile("(?i)^(?:whatsapp:(?!//)|(?:https?://)?(?:www\\.)?wa\\.me/"
            + "|(?:(?:https?://)?(?:api|web)\\.whatsapp\\.com|whatsapp:/)/send/?\\?(?:[^#]*&)?phone="
            + "|tg://resolve/?\\?(?:[^#]*&)?phone=|viber://[a-z]+/?\\?(?:[^#]*&)?number=|(?:https?://)?t\\.me/(?=%2B))");
    /** WhatsApp's programs write a number so. */
    private static final Pattern BEHIND_PHONE = Pattern.compile("(?:[:_.][0-9]{1,3})*@(?:c\\.us|s\\.whatsapp\\.net)$");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    /** And what may stand behind it there. */
    private static final Pattern BEHIND = Pattern.compile("/?(?:/[0-9]+)?(?:;[^?&#]*)?(?:[?&#].*)?$");
    /** As programs for mail write it. */
    private static final Pattern NAMED = Pattern
            .compile("^(?:[^<>]*<([^<>]+)>|[^()]*\\((?=[^()]*[@:])([^()]+)\\))$");
    /** What is copied with it out of a text or a list. */
    private static final Pattern AROUND = Pattern.compile("^[=\\s\\p{Z}\\p{Cf}\"'\u201c\u201d\u201e\u2018\u2019]+"
            + "|(?:\\s\\([\\p{L} .]+\\)|[\\s\\p{Z}\\p{Cf}\"'\u201c\u201d\u201e\u2018\u2019,;.])++$");
    private static final Pattern MAIL = Pattern.compile("(?i)^mailto:");
    private static final Pattern CALLED = Pattern.compile("(?i)^sips?:(\\+?[0-9]+)@.*$");
    /** WhatsApp's, whose country, and what a company's has behind it, stand in capitals. */
    private static final Pattern USER_ID = Pattern.compile("([A-Za-z]{2}(?:\\.[A-Za-z]{3})?)\\.([A-Za-z0-9]+)");

    private SearchedId() {
    }

    /**
     * As it is given, as a name, and as a phone number where it can be one.
     *
     * @throws Problem if it is none
     */
    static List<String> of(String id) {
        // one sign may stand for several
        var normal = id.length() > LONGEST ? id : Normalizer.normalize(id, Normalizer.Form.NFKC);
        if (normal.length() > LONGEST) {
            throw notOne();
        }
        var given = AROUND.matcher(normal).replaceAll("");
        var bare = bare(NAMED.matcher(given).replaceFirst("$1$2").strip());
        var name = Identifiers.name(bare);
        if (!FORM.matcher(name).matches()) {
            throw notOne();
        }
        var userId = USER_ID.matcher(bare)
                .replaceFirst(found -> found.group(1).toUpperCase(Locale.ROOT) + "." + found.group(2));
        return Stream.of(Stream.of(id.strip(), given, bare, name, userId, Normalizer.normalize(bare, Normalizer.Form.NFC)),
                phone(bare).stream().flatMap(List::stream)).flatMap(it -> it).distinct().toList();
    }

    private static Problem notOne() {
        return ProblemType.REQUEST_INVALID
                .problem("Customer-Id is an identifier of the customer as the provider writes it.");
    }

    private static String bare(String given) {
        var beforePhone = BEFORE_PHONE.matcher(given);
        if (beforePhone.find()) {
            return international(decoded(behind(given.substring(beforePhone.end()))));
        }
        var behindPhone = BEHIND_PHONE.matcher(given);
        if (behindPhone.find()) {
            return international(given.substring(0, behindPhone.start()));
        }
        var subdomain = SUBDOMAIN.matcher(given);
        if (subdomain.matches()) {
            return subdomain.group(1);
        }
        if (MAIL.matcher(given).find()) {
            return decoded(behind(MAIL.matcher(given).replaceFirst("")));
        }
        var called = CALLED.matcher(given);
        if (called.matches()) {
            return called.group(1);
        }
        var before = BEFORE.matcher(given);
        return before.find() ? behind(given.substring(before.end())) : given;
    }

    private static String behind(String address) {
        return BEHIND.matcher(address).replaceFirst("");
    }

    private static String international(String number) {
        return DIGITS.matcher(number).matches() ? "+" + number.replaceFirst("^00", "") : number;
    }

    /** In an address a plus is one. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    /** Whoever writes a number here means that customer, too. */
    private static Optional<List<String>> phone(String bare) {
        try {
            return Optional.of(SearchedPhone.of(bare));
        } catch (Problem none) {
            return Optional.empty();
        }
    }
}
