package eu.onrecord.consent.notice;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A language that customers are written to in. Texts ship in four; a deployment may add others.
 *
 * @param tag BCP 47, in lower case
 */
public record Language(String tag) {
    /** What a tag looks like. */
    public static final String TAG = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*";
    private static final Pattern WELL_FORMED = Pattern.compile(TAG);

    public static final Language EN = new Language("en");
    public static final Language NL = new Language("nl");
    public static final Language FR = new Language("fr");
    public static final Language DE = new Language("de");

    /**
     * Countries with one language to write in. Not Belgium, Switzerland or Luxembourg: they have several, so the channel's own
     * choice counts there.
     */
    private static final Map<String, String> OF_COUNTRY = Map.ofEntries(entry("NL", "nl"), entry("FR", "fr"), entry("DE", "de"),
            entry("AT", "de"), entry("GB", "en"), entry("IE", "en"), entry("US", "en"), entry("CA", "en"), entry("AU", "en"),
            entry("NZ", "en"), entry("ES", "es"), entry("IT", "it"), entry("PT", "pt"), entry("PL", "pl"), entry("DK", "da"),
            entry("SE", "sv"), entry("NO", "no"), entry("CZ", "cs"), entry("HU", "hu"), entry("RO", "ro"), entry("GR", "el"),
            entry("BR", "pt"), entry("MX", "es"));
    private static final Map<String, String> OF_CALLING_CODE = Map.ofEntries(entry("+31", "nl"), entry("+33", "fr"),
            entry("+49", "de"), entry("+43", "de"), entry("+44", "en"), entry("+353", "en"), entry("+1", "en"),
            entry("+61", "en"), entry("+64", "en"), entry("+34", "es"), entry("+39", "it"), entry("+351", "pt"),
            entry("+48", "pl"), entry("+45", "da"), entry("+46", "sv"), entry("+47", "no"), entry("+420", "cs"),
            entry("+36", "hu"), entry("+40", "ro"), entry("+30", "el"), entry("+55", "pt"), entry("+52", "es"));
    private static final int LONGEST_CALLING_CODE = 4;

    /** @throws IllegalArgumentException if it is no BCP 47 tag */
    public Language {
        if (!WELL_FORMED.matcher(tag).matches()) {
            throw new IllegalArgumentException("no tag of a language: " + tag);
        }
        tag = tag.toLowerCase(Locale.ROOT);
    }

    /**
     * What a notice is shown in.
     *
     * @param preferred the tag that the CRM gave; null where it gave none
     * @param ofChannel where nothing tells, or there is no text in what is told
     * @param speaks whether there is a text in a language
     */
    public static List<Language> choose(String preferred, String phone, String userId, List<Language> ofChannel,
            Predicate<Language> speaks) {
        return Optional.ofNullable(preferred).flatMap(tag -> spoken(new Language(tag), speaks))
                .or(() -> of(phone, userId).filter(speaks))
                .map(List::of).orElse(ofChannel);
    }

    /** What {@link #tags} joined. */
    public static List<Language> ofTags(String tags) {
        return Arrays.stream(tags.split("\\+")).map(Language::new).toList();
    }

    /** Their tags, joined by a plus. */
    public static String tags(List<Language> languages) {
        return languages.stream().map(Language::tag).collect(Collectors.joining("+"));
    }

    /** The language of the phone's country, or of the country that a business-scoped id begins with, where it has one. */
    public static Optional<Language> of(String phone, String userId) {
        return ofPhone(phone).or(() -> ofUserId(userId));
    }

    /** The lookup of RFC 4647, section 3.4: where there is no text for a region, there may be one in its language. */
    private static Optional<Language> spoken(Language wanted, Predicate<Language> speaks) {
        if (speaks.test(wanted)) {
            return Optional.of(wanted);
        }
        var cut = wanted.tag.lastIndexOf('-');
        return cut < 0 ? Optional.empty() : spoken(new Language(wanted.tag.substring(0, cut)), speaks);
    }

    private static Optional<Language> ofPhone(String phone) {
        if (phone == null) {
            return Optional.empty();
        }
        for (var length = Math.min(LONGEST_CALLING_CODE, phone.length()); length > 1; length--) {
            var language = OF_CALLING_CODE.get(phone.substring(0, length));
            if (language != null) {
                return Optional.of(new Language(language));
            }
        }
        return Optional.empty();
    }

    private static Optional<Language> ofUserId(String userId) {
        return userId != null && userId.indexOf('.') == 2
                ? Optional.ofNullable(OF_COUNTRY.get(userId.substring(0, 2))).map(Language::new)
                : Optional.empty();
    }
}
