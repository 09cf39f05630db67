package eu.onrecord.consent.optout;

import java.text.Normalizer;
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
    private static final Map<Language, Set<String>> AT_ONCE = Map.of(Language.EN,
            Set.of("STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "OPT OUT", "OPTOUT", "REVOKE", "REMOVE ME"), Language.NL,
            Set.of("STOP", "STOPPEN", "AFMELDEN", "UITSCHRIJVEN", "GEEN BERICHTEN MEER"), Language.FR,
            Set.of("STOP", "ARRET", "ARRETER", "ARRETEZ", "DESINSCRIRE", "DESABONNER", "PLUS DE MESSAGES"), Language.DE,
            Set.of("STOP", "STOPP", "ABMELDEN", "ABBESTELLEN", "AUSTRAGEN", "KEINE NACHRICHTEN MEHR"));
    /** They may mean a contract or a delivery, so they are asked about; on SMS the carrier has already blocked us. */
    private static final Map<Language, Set<String>> ASK_FIRST = Map.of(Language.EN,
            Set.of("CANCEL", "END", "QUIT"), Language.NL, Set.of("OPZEGGEN", "ANNULEREN", "EINDE"), Language.FR,
            Set.of("ANNULER", "FIN", "RESILIER"), Language.DE, Set.of("KUNDIGEN", "STORNIEREN", "ENDE"));
    private static final Set<String> BACK_IN = Set.of("START", "UNSTOP", "SUBSCRIBE", "AANMELDEN", "REPRENDRE", "ANMELDEN");

    private OptOutWords() {
    }

    /** What a message asks for. */
    public enum Wish {
        STOP,
        /** Perhaps to stop. */
        ASK,
        START,
        NOTHING
    }

    /**
     * What a text, or a button's payload, asks for as a whole.
     *
     * @param atOnce whether words that would be asked about act at once
     */
    public static Wish wishIn(String text, boolean atOnce) {
        var said = normalised(text);
        if (BACK_IN.contains(said)) {
            return Wish.START;
        }
        if (isIn(AT_ONCE, said)) {
            return Wish.STOP;
        }
        return isIn(ASK_FIRST, said) ? atOnce ? Wish.STOP : Wish.ASK : Wish.NOTHING;
    }

    /** The language that a word belongs to; empty where it belongs to several, as STOP does. */
    public static Optional<Language> languageOf(String text) {
        var said = normalised(text);
        var languages = AT_ONCE.keySet().stream()
                .filter(language -> AT_ONCE.get(language).contains(said) || ASK_FIRST.get(language).contains(said)).toList();
        return languages.size() == 1 ? Optional.of(languages.get(0)) : Optional.empty();
    }

    private static boolean isIn(Map<Language, Set<String>> words, String said) {
        return words.values().stream().anyMatch(ofLanguage -> ofLanguage.contains(said));
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
