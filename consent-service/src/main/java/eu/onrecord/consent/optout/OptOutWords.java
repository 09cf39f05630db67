package eu.onrecord.consent.optout;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.consent.notice.Language;

/**
 * Recognises an opt-out by the whole message, never by a word in it: "stop de levering" is a complaint. WhatsApp Business
 * Messaging Policy: honour every request to stop.
 */
public final class OptOutWords {
    private static final Map<Language, Set<String>> AT_ONCE = new EnumMap<>(Map.of(Language.EN,
            Set.of("STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "OPT OUT", "OPTOUT", "REVOKE", "REMOVE ME"), Language.NL,
            Set.of("STOP", "STOPPEN", "AFMELDEN", "UITSCHRIJVEN", "GEEN BERICHTEN MEER"), Language.FR,
            Set.of("STOP", "ARRET", "ARRETER", "ARRETEZ", "DESINSCRIRE", "DESABONNER", "PLUS DE MESSAGES"), Language.DE,
            Set.of("STOP", "STOPP", "ABMELDEN", "ABBESTELLEN", "AUSTRAGEN", "KEINE NACHRICHTEN MEHR")));
    private static final Set<String> BACK_IN = Set.of("START", "UNSTOP", "SUBSCRIBE", "AANMELDEN", "REPRENDRE", "ANMELDEN");

    private OptOutWords() {
    }

    /** What a message asks for. */
    public enum Wish {
        STOP,
        START,
        NOTHING
    }

    /** What a text, or a button's payload, asks for as a whole. */
    public static Wish wishIn(String text) {
        var said = normalised(text);
        if (BACK_IN.contains(said)) {
            return Wish.START;
        }
        return AT_ONCE.values().stream().anyMatch(words -> words.contains(said)) ? Wish.STOP : Wish.NOTHING;
    }

    /** The language that an opt-out word belongs to; empty where it belongs to several, as STOP does. */
    public static Optional<Language> languageOf(String text) {
        var said = normalised(text);
        var languages = AT_ONCE.entrySet().stream().filter(words -> words.getValue().contains(said)).map(Map.Entry::getKey)
                .toList();
        return languages.size() == 1 ? Optional.of(languages.get(0)) : Optional.empty();
    }

    /** Upper case, without accents, punctuation and emoji, single spaces. */
    private static String normalised(String text) {
        if (text == null) {
            return "";
        }
        var letters = Normalizer.normalize(Normalizer.normalize(text, Normalizer.Form.NFKC), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "");
        return letters.replaceAll("[^\\p{L}\\p{N}]+", " ").strip().toUpperCase(Locale.ROOT);
    }
}
