package eu.onrecord.consent.notice;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import eu.onrecord.contract.consent.ConsentEvent.Retention;

/**
 * The recording notice of a legal entity. Directive 2002/58/EC Art. 5(2) with recital 23: the parties are told before the
 * recording about it, its purpose and the duration of storage; WhatsApp customers get the privacy policy's address too.
 *
 * @param label what people call it; whatever it says is in its {@link #version} besides
 * @param company as customers know it
 * @param privacyUrl of the privacy policy
 * @param retention how long chats are kept, and after what
 * @param retentions per language, the same in words
 * @param purposes per language, what chats are kept for
 * @param texts per language, with the placeholders {company}, {purpose}, {retention} and {privacyUrl}
 * @param overtaken the versions that count no more, because something material was said since
 */
public record Notice(String label, String company, URI privacyUrl, Retention retention, Map<Language, String> retentions,
        Map<Language, String> purposes, Map<Language, String> texts, Set<String> overtaken) {
    /** Of its hash, in its version: enough that no two are the same by chance. */
    private static final int HASH_DIGITS = 16;
    private static final int LONGEST_TEXT = 1024;
    private static final List<String> MUST_SAY = List.of("{company}", "{purpose}", "{retention}", "{privacyUrl}");

    /** @throws IllegalArgumentException if a text leaves out what must be told, or is too long for WhatsApp's buttons */
    public Notice {
        texts = Map.copyOf(texts);
        purposes = Map.copyOf(purposes);
        retentions = Map.copyOf(retentions);
        overtaken = Set.copyOf(overtaken);
        for (var text : texts.entrySet()) {
            var language = text.getKey();
            for (var placeholder : MUST_SAY) {
                require(text.getValue().contains(placeholder), label, language, "does not say " + placeholder);
            }
            require(purposes.containsKey(language), label, language, "has no purpose");
            require(retentions.containsKey(language), label, language, "has no duration in words");
            require(fill(text.getValue(), company, purposes.get(language), retentions.get(language), privacyUrl)
                    .length() <= LONGEST_TEXT, label, language, "is longer than " + LONGEST_TEXT + " characters");
        }
    }

    /** A notice before which none was overtaken. */
    public Notice(String label, String company, URI privacyUrl, Retention retention, Map<Language, String> retentions,
            Map<Language, String> purposes, Map<Language, String> texts) {
        this(label, company, privacyUrl, retention, retentions, purposes, texts, Set.of());
    }

    /** The same, when it is known which versions count no more. */
    public Notice overtaking(Set<String> versions) {
        return new Notice(label, company, privacyUrl, retention, retentions, purposes, texts, versions);
    }

    /**
     * Its label, and the beginning of the hash of all that it says: whatever changes in its words, its duration and from when,
     * its purpose, its link or the company is another version by itself.
     */
    public String version() {
        var says = new StringBuilder(String.join("\n", company, privacyUrl.toString(), retention.period().toString(),
                String.valueOf(retention.from())));
        texts.keySet().stream().sorted(Comparator.comparing(Language::tag)).forEach(language -> says.append('\n')
                .append(language.tag()).append('\n').append(fill(texts.get(language), company, purposes.get(language),
                        retentions.get(language), privacyUrl)));
        return label + "-" + sha256(says.toString()).substring(0, HASH_DIGITS);
    }

    /** Whether a version that was shown counts still: an earlier one is as good, unless something material was said since. */
    public boolean counts(String shown) {
        return !overtaken.contains(shown);
    }

    /**
     * What a customer reads, and what of it is kept with the showing.
     *
     * @param text the same in each of the languages, one under the other
     * @param hash SHA-256 of the text in UTF-8, in lower-case hex
     * @param purpose what the chat is kept for, in the notice's words, in each of the languages
     * @param retention how long it is kept
     */
    public record Shown(String text, String hash, String purpose, Retention retention) {
    }

    /**
     * The shipped texts.
     *
     * @param retention of whole years, or months, or days
     */
    public static Notice shipped(String company, Retention retention, URI privacyUrl) {
        return new Notice(ShippedTexts.VERSION, company, privacyUrl, retention, ShippedTexts.retentions(retention),
                ShippedTexts.PURPOSE, ShippedTexts.NOTICE);
    }

    /** Whether it can be shown in a language. */
    public boolean speaks(Language language) {
        return texts.containsKey(language);
    }

    /** What the customer reads. */
    public Shown in(List<Language> languages) {
        var text = languages.stream().map(language -> fill(texts.get(language), company, purposes.get(language),
                retentions.get(language), privacyUrl)).collect(Collectors.joining("\n\n"));
        var purpose = languages.stream().map(purposes::get).collect(Collectors.joining("; "));
        return new Shown(text, sha256(text), purpose, retention);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String fill(String text, String company, String purpose, String retention, URI privacyUrl) {
        return text.replace("{company}", company).replace("{purpose}", purpose).replace("{retention}", retention)
                .replace("{privacyUrl}", privacyUrl.toString());
    }

    private static void require(boolean holds, String label, Language language, String fault) {
        if (!holds) {
            throw new IllegalArgumentException("notice %s (%s) %s".formatted(label, language.tag(), fault));
        }
    }
}
