package eu.onrecord.consent.notice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The languages that notices ship in. */
public enum Language {
    EN,
    NL,
    FR,
    DE;

    /**
     * Countries where one of our languages is the one to write in. Not Belgium, Switzerland or Luxembourg: they have several,
     * so the channel's own choice counts there.
     */
    private static final Map<String, Language> OF_COUNTRY = Map.of("NL", NL, "FR", FR, "DE", DE, "AT", DE, "GB", EN, "IE", EN,
            "US", EN, "CA", EN, "AU", EN, "NZ", EN);
    private static final Map<String, Language> OF_CALLING_CODE = Map.of("+31", NL, "+33", FR, "+49", DE, "+43", DE, "+44", EN,
            "+353", EN, "+1", EN, "+61", EN, "+64", EN);
    private static final int LONGEST_CALLING_CODE = 4;

    /**
     * What a notice is shown in.
     *
     * @param preferred the tag that the CRM gave; null where it gave none
     * @param ofChannel where nothing tells, or there is no text in what is told
     * @param speaks whether there is a text in a language
     */
    public static List<Language> choose(String preferred, String phone, String userId, List<Language> ofChannel,
            Predicate<Language> speaks) {
        return Optional.ofNullable(preferred).map(Language::ofTag).filter(speaks).or(() -> of(phone, userId).filter(speaks))
                .map(List::of).orElse(ofChannel);
    }

    /** What {@link #tags} joined. */
    public static List<Language> ofTags(String tags) {
        return Arrays.stream(tags.split("\\+")).map(Language::ofTag).toList();
    }

    /** Their tags, joined by a plus. */
    public static String tags(List<Language> languages) {
        return languages.stream().map(Language::tag).collect(Collectors.joining("+"));
    }

    /** The language of the phone's country, or of the country that a business-scoped id begins with, where it has one. */
    public static Optional<Language> of(String phone, String userId) {
        return ofPhone(phone).or(() -> ofUserId(userId));
    }

    /** The BCP 47 tag. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no notice in it */
    public static Language ofTag(String tag) {
        return valueOf(tag.toUpperCase(Locale.ROOT));
    }

    private static Optional<Language> ofPhone(String phone) {
        if (phone == null) {
            return Optional.empty();
        }
        for (var length = Math.min(LONGEST_CALLING_CODE, phone.length()); length > 1; length--) {
            var language = OF_CALLING_CODE.get(phone.substring(0, length));
            if (language != null) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    private static Optional<Language> ofUserId(String userId) {
        return userId != null && userId.indexOf('.') == 2 ? Optional.ofNullable(OF_COUNTRY.get(userId.substring(0, 2)))
                : Optional.empty();
    }
}
