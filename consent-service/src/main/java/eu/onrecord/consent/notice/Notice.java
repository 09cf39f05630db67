package eu.onrecord.consent.notice;

import java.net.URI;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The recording notice of a legal entity. Directive 2002/58/EC Art. 5(2) with recital 23: the parties are told before the
 * recording about it, its purpose and the duration of storage; WhatsApp customers get the privacy policy's address too.
 *
 * @param version of the text
 * @param material whether it says something new: then showing an earlier version does not count any more
 * @param company as customers know it
 * @param retention how long chats are kept
 * @param privacyUrl of the privacy policy
 * @param purposes per language, what chats are kept for
 * @param texts per language, with the placeholders {company}, {purpose}, {retention} and {privacyUrl}
 */
public record Notice(String version, boolean material, String company, Period retention, URI privacyUrl,
        Map<Language, String> purposes, Map<Language, String> texts) {
    private static final int LONGEST_TEXT = 1024;
    private static final List<String> MUST_SAY = List.of("{company}", "{purpose}", "{retention}", "{privacyUrl}");

    /** @throws IllegalArgumentException if a text leaves out what must be told, or is too long for WhatsApp's buttons */
    public Notice {
        for (var text : texts.entrySet()) {
            for (var placeholder : MUST_SAY) {
                if (!text.getValue().contains(placeholder)) {
                    throw new IllegalArgumentException(
                            "notice %s (%s) does not say %s".formatted(version, text.getKey().tag(), placeholder));
                }
            }
        }
        texts = Map.copyOf(texts);
        purposes = Map.copyOf(purposes);
        for (var language : texts.keySet()) {
            if (fill(texts, purposes, language, company, retention, privacyUrl).length() > LONGEST_TEXT) {
                throw new IllegalArgumentException("notice %s (%s) is longer than %d characters".formatted(version,
                        language.tag(), LONGEST_TEXT));
            }
        }
    }

    /** Whether it can be shown in a language. */
    public boolean speaks(Language language) {
        return texts.containsKey(language);
    }

    /** What the customer reads: the same in each of the languages, one under the other. */
    public String textIn(List<Language> languages) {
        return languages.stream().map(language -> fill(texts, purposes, language, company, retention, privacyUrl))
                .collect(Collectors.joining("\n\n"));
    }

    private static String fill(Map<Language, String> texts, Map<Language, String> purposes, Language language, String company,
            Period retention, URI privacyUrl) {
        return texts.get(language).replace("{company}", company).replace("{purpose}", purposes.get(language))
                .replace("{retention}", RetentionWords.of(retention, language))
                .replace("{privacyUrl}", privacyUrl.toString());
    }
}
