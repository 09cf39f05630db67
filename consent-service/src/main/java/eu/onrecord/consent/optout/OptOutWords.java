package eu.onrecord.consent.optout;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import eu.onrecord.consent.notice.Language;

/**
 * Recognises an opt-out by the whole message, never by a word in it: "stop de levering" is a complaint. WhatsApp Business
 * Messaging Policy: honour every request to stop.
 */
public final class OptOutWords {
    private static final Map<Language, Set<String>> AT_ONCE = Map.of(Language.EN,
            Set.of("STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "UNSUBSCRIBE ME", "I WANT TO UNSUBSCRIBE", "OPT OUT", "OPTOUT",
                    "OPT ME OUT", "REVOKE", "REMOVE ME", "NO MORE MESSAGES"),
            Language.NL,
            Set.of("STOP", "STOPPEN", "AFMELDEN", "MELD MIJ AF", "MELD ME AF", "UITSCHRIJVEN", "SCHRIJF MIJ UIT",
                    "GEEN BERICHTEN MEER"),
            Language.FR,
            Set.of("STOP", "ARRET", "ARRETER", "ARRETEZ", "DESINSCRIRE", "DESINSCRIPTION", "DESINSCRIVEZ MOI", "DESABONNER",
                    "DESABONNEZ MOI", "PLUS DE MESSAGES"),
            Language.DE, Set.of("STOP", "STOPP", "ABMELDEN", "ABMELDUNG", "MELDEN SIE MICH AB", "ABBESTELLEN", "AUSTRAGEN",
                    "KEINE NACHRICHTEN MEHR"));
    /** They may mean a contract or a delivery, so they are asked about; on SMS the carrier has already blocked us. */
    private static final Map<Language, Set<String>> ASK_FIRST = Map.of(Language.EN,
            Set.of("CANCEL", "END", "QUIT"), Language.NL, Set.of("OPZEGGEN", "ANNULEREN", "EINDE"), Language.FR,
            Set.of("ANNULER", "FIN", "RESILIER"), Language.DE, Set.of("KUNDIGEN", "STORNIEREN", "ENDE"));
    /** In characters, as they came; what somebody wrote can take seconds to be normalised, where it has many marks. */
    private static final int LONGEST = 200;
    private static final Pattern QUESTION = Pattern.compile("[?\\uff1f]");
    /** Said beside such a word, they change nothing about it. */
    private static final Pattern POLITENESS = Pattern.compile(
            "^(?:PLEASE|PLS|BITTE|GRAAG|AUB|SVP) | (?:PLEASE|PLS|BITTE|AUB|ALSTUBLIEFT|SVP|S IL VOUS PLAIT|THANKS|THANK YOU|DANKE|BEDANKT|MERCI)$");
    private static final Pattern AGAIN = Pattern.compile("^(\\S+)(?: \\1)+$");
    /** In a group of bots, a command names which of them it is for. */
    private static final Pattern FOR_A_BOT = Pattern.compile("^(/\\w+)@\\w+$");
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
     * What a text, or a button's payload, asks for as a whole. A question asks for nothing; one about stopping is asked back.
     *
     * @param atOnce whether words that would be asked about act at once
     */
    public static Wish wishIn(String text, boolean atOnce) {
        var said = normalised(text);
        var isQuestion = text != null && QUESTION.matcher(text).find();
        if (BACK_IN.contains(said)) {
            return isQuestion ? Wish.NOTHING : Wish.START;
        }
        if (isIn(AT_ONCE, said)) {
            return isQuestion && !atOnce ? Wish.ASK : Wish.STOP;
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

    /** Upper case, without accents, punctuation, emoji, what cannot be seen, and politeness; once, and single spaces. */
    private static String normalised(String text) {
        if (text == null || text.length() > LONGEST) {
            return "";
        }
        var letters = Normalizer.normalize(Normalizer.normalize(text, Normalizer.Form.NFKC), Normalizer.Form.NFD)
                .replaceAll("[\\p{M}\\p{Cf}]+", "").strip();
        var words = FOR_A_BOT.matcher(letters).replaceFirst("$1").replaceAll("[^\\p{L}\\p{N}]+", " ").strip()
                .toUpperCase(Locale.ROOT);
        return AGAIN.matcher(POLITENESS.matcher(words).replaceAll("")).replaceFirst("$1");
    }
}
