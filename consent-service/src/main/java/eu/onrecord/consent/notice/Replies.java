package eu.onrecord.consent.notice;

import java.util.HashMap;
import java.util.Map;

/**
 * What we answer to a request to stop, per language, with the placeholder {company}.
 *
 * @param company as customers know it
 * @param optedOut the one confirmation; after it, silence
 * @param askFirst what is asked when a word may mean the messages, or something else
 */
public record Replies(String company, Map<Language, String> optedOut, Map<Language, String> askFirst) {
    public Replies {
        optedOut = withOwn(ShippedTexts.OPTED_OUT, optedOut);
        askFirst = withOwn(ShippedTexts.ASK_FIRST, askFirst);
    }

    /** The shipped ones. */
    public static Replies shipped(String company) {
        return new Replies(company, Map.of(), Map.of());
    }

    /** Whether there are both in a language. */
    public boolean speak(Language language) {
        return optedOut.containsKey(language) && askFirst.containsKey(language);
    }

    public String optedOutIn(Language language) {
        return optedOut.get(language).replace("{company}", company);
    }

    public String askFirstIn(Language language) {
        return askFirst.get(language).replace("{company}", company);
    }

    private static Map<Language, String> withOwn(Map<Language, String> shipped, Map<Language, String> own) {
        var all = new HashMap<>(shipped);
        all.putAll(own);
        return Map.copyOf(all);
    }
}
