package eu.onrecord.consent.optout;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import eu.onrecord.consent.notice.Language;

/**
 * Recognises an opt-out by the whole message, never by a word in it: "stop de levering" is a complaint. WhatsApp Business
 * Messaging Policy: honour every request to stop.
 */
public final class OptOutWords {
    private static final Language ES = new Language("es");
    private static final Language IT = new Language("it");
    private static final Language PT = new Language("pt");
    private static final Language PL = new Language("pl");
    private static final Map<Language, Set<String>> AT_ONCE = Map.of(Language.EN,
            Set.of("STOP", "STOPALL", "STOP ALL", "STOP ALL MESSAGES", "STOP MESSAGES", "STOP SMS", "STOP TEXTS",
                    "STOP WHATSAPP", "UNSUBSCRIBE", "UNSUBSCRIBE ME",
                    "I WANT TO UNSUBSCRIBE", "OPT OUT", "OPTOUT", "OPT ME OUT", "REVOKE", "REMOVE ME", "NO MORE MESSAGES"),
            Language.NL,
            Set.of("STOP", "STOP SMS", "STOP WHATSAPP", "STOP BERICHTEN", "STOPPEN", "AFMELDEN", "AFMELDING", "MELD MIJ AF",
                    "MELD ME AF", "IK WIL ME AFMELDEN",
                    "IK WIL MIJ AFMELDEN", "UITSCHRIJVEN", "SCHRIJF MIJ UIT", "SCHRIJF ME UIT", "GEEN BERICHTEN MEER"),
            Language.FR,
            Set.of("STOP", "STOP SMS", "STOP WHATSAPP", "STOP MESSAGES", "ARRET", "ARRETE", "ARRETER", "ARRETEZ", "DESINSCRIRE",
                    "SE DESINSCRIRE", "DESINSCRIPTION",
                    "DESINSCRIVEZ MOI", "DESABONNER", "SE DESABONNER", "DESABONNEMENT", "DESABONNEZ MOI"),
            Language.DE,
            Set.of("STOP", "STOP SMS", "STOP WHATSAPP", "STOP NACHRICHTEN", "ICH MOECHTE MICH ABMELDEN", "STOPP", "ABMELDEN",
                    "ABMELDUNG", "MELDEN SIE MICH AB", "ICH MOCHTE MICH ABMELDEN", "ABBESTELLEN",
                    "ABBESTELLUNG", "AUSTRAGEN", "KEINE NACHRICHTEN MEHR"),
            ES,
            Set.of("STOP", "STOP SMS", "STOP MENSAJES", "BAJA", "DARME DE BAJA", "DARSE DE BAJA", "DEME DE BAJA",
                    "QUIERO DARME DE BAJA", "PARAR",
                    "DESUSCRIBIR", "DESUSCRIBIRME", "NO MAS MENSAJES", "NO QUIERO MAS MENSAJES"),
            IT,
            Set.of("STOP", "STOP SMS", "CANCELLAMI", "CANCELLATEMI", "DISISCRIVI", "DISISCRIVIMI", "DISISCRIVERMI",
                    "VOGLIO DISISCRIVERMI",
                    "NIENTE PIU MESSAGGI", "BASTA MESSAGGI", "NON VOGLIO PIU MESSAGGI"),
            PT,
            Set.of("STOP", "STOP SMS", "SAIR", "PARAR", "DESCADASTRAR", "DESCADASTRE", "REMOVER", "NAO QUERO MAIS MENSAGENS",
                    "CHEGA DE MENSAGENS"),
            PL, Set.of("STOP", "STOP SMS", "WYPISZ", "WYPISZ MNIE", "REZYGNUJE", "NIE CHCE WIECEJ WIADOMOSCI",
                    "ZADNYCH WIADOMOSCI"));
    /** They may mean a contract, or a delivery, so they are asked about; on SMS the carrier has already blocked us. */
    private static final Map<Language, Set<String>> ASK_FIRST = Map.of(Language.EN,
            Set.of("CANCEL", "END", "QUIT"), Language.NL,
            Set.of("OPZEGGEN", "ANNULEREN", "EINDE"), Language.FR,
            Set.of("ANNULER", "FIN", "RESILIER", "PLUS DE MESSAGES"), Language.DE,
            Set.of("KUNDIGEN", "KUENDIGEN", "STORNIEREN", "ENDE", "WIDERRUF"), ES,
            Set.of("CANCELAR", "FIN", "BASTA"), IT,
            Set.of("ANNULLA", "BASTA", "DISDETTA"), PT,
            Set.of("CANCELAR", "FIM", "CHEGA", "BASTA"), PL, Set.of("ANULUJ", "KONIEC", "WYSTARCZY"));
    /** They speak of advertising, and perhaps of more; on SMS they are the carrier's words for all of it. */
    private static final Map<Language, Set<String>> LESS = Map.of(Language.EN, Set.of("NO MORE ADS", "STOP PROMOTIONS"),
            Language.NL, Set.of("GEEN RECLAME MEER", "STOP RECLAME"), Language.FR,
            Set.of("STOP PUB", "PLUS DE PUB"), Language.DE, Set.of("KEINE WERBUNG MEHR", "STOP WERBUNG"),
            ES, Set.of("NO MAS PUBLICIDAD"), IT, Set.of("BASTA PUBBLICITA"));
    private static final Set<String> BACK_IN = Set.of("START", "UNSTOP", "SUBSCRIBE", "AANMELDEN", "REPRENDRE", "ANMELDEN");
    /** In signs, of what can be part of a word; a request to stop is no longer, however often it says it. */
    private static final int LONGEST = 4000;
    /** In signs of any kind. */
    private static final int MOST_SIGNS = 20_000;
    /** On one letter; with more a text can take seconds to be normalised. */
    private static final int MOST_MARKS = 3;
    /** In every script; the Greek one looks like a semicolon. */
    private static final Pattern QUESTION = Pattern.compile(
            "[?\\u00bf\\uff1f\\ufe16\\ufe56\\u061f\\u037e\\u055e\\u1367\\u1945\\u203d\\u2047-\\u2049\\u2370\\u2753\\u2754\\u2e2e"
                    + "\\ua60f\\ua6f7]");
    /** Said beside such a word, they change nothing about it. */
    private static final Pattern POLITENESS = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:PLEASE|PLS|BITTE|GRAAG|AUB|A U B|ALSTUBLIEFT|SVP|S V P|S IL VOUS PLAIT|POR FAVOR|PER FAVORE"
                    + "|PROSZE|THANKS|THANK YOU|DANKE|BEDANKT|MERCI|GRACIAS|GRAZIE|OBRIGADO|OBRIGADA|DZIEKUJE)"
                    + "(?![\\p{L}\\p{N}])");
    private static final Pattern SPELLED = Pattern.compile("\\p{L}(?: \\p{L}){3,9}");
    /** Said before it. */
    private static final Pattern GREETING = Pattern
            .compile("^(?:(?:HI|HELLO|HEY|HALLO|HOI|DAG|GOEDEN?(?:MORGEN|MIDDAG|AVOND|DAG)"
                    + "|BONJOUR|BONSOIR|SALUT|GUTEN (?:TAG|MORGEN|ABEND)|MOIN|HOLA|BUENOS DIAS|BUENAS (?:TARDES|NOCHES)|CIAO|BUONGIORNO"
                    + "|BUONASERA|OLA|BOM DIA|BOA (?:TARDE|NOITE)|DZIEN DOBRY|CZESC)(?: |$))+");
    private static final String DEVICE = "(?:iphone|ipad|ipod|mac|android|ios|windows|samsung|galaxy|huawei|xiaomi|redmi|pixel"
            + "|oneplus|oppo|nokia|sony|xperia|motorola|blackberry|phone|smartphone|telefo(?:on|ne?)|t\u00e9l\u00e9phone|tel\u00e9fono"
            + "|cellulare|celular|handy|mobil(?:e|iele?|telefon)?|device|ger\u00e4t|toestel|tablet|outlook|gmail|yahoo|mail|app|web"
            + "|for|f\u00fcr|voor|pour|para|per|pro|max|mini|plus|ultra|s?\\d{1,2})";
    /** What a phone or a program writes under it, on a last line of its own: that it names one, and says nothing else. */
    private static final Pattern SIGNATURE = Pattern
            .compile("(?iu)(?:sent|verzonden|verstuurd|gesendet|envoy\u00e9|enviado|inviato"
                    + "|wys\u0142an[eo]|get|von)(?: (?:from|with|via|vanaf|met|vanuit|von|mit|\u00e0 partir de|depuis|de|desde|do|da|dal|z|ze))?"
                    + "(?: (?:my|mijn|meinem|mon|mi|meu|mio|mojego))?(?: " + DEVICE + "){1,5}(?: gesendet)?[ .]{0,3}");
    private static final int LONGEST_SIGNATURE = 100;
    /** A command, which in a group names the bot that it is for. */
    private static final Pattern COMMAND = Pattern.compile("^/(\\w{1,40})(?:@\\w{1,40})?$");
    /**
     * Telegram sends it by itself when somebody opens a chat, opens it again, or follows a link with any word in it: that takes
     * nothing back. Wherever it stands, and with whichever slash.
     */
    private static final Pattern OPENED = Pattern.compile("(?i)[/\u2044\u2215\u29f8\uff0f]\\s*start(?![\\p{L}\\p{N}])");

    /** As a client sends it, with what the link said that led here. */
    private static final Pattern RESTART = Pattern.compile("/start(?:@\\w{1,40})?(?:\\s.{0,100})?");

    private static final Pattern SLASH = Pattern.compile("[/\\\\\u2044\u2215\u2571\u29f8\u29f9\uff0f\uff3c]");
    private static final Pattern CLAUSE = Pattern.compile("[,.;:!/\\n\\r\u2013\u2014\u2026]+");
    private static final Pattern LINE_END = Pattern.compile("[\\n\\r\u0085\u2028\u2029]");
    /** Letters by their kind, and nothing to be seen; what stands for an object that is not there. */
    private static final Set<Integer> BLANK = Set.of(0x115f, 0x1160, 0x3164, 0xffa0, 0xfffc);

    private OptOutWords() {
    }

    /** What a message asks for. */
    public enum Wish {
        STOP,
        /** Perhaps to stop. */
        ASK,
        /** Said in other words: no marketing from now on, and they are asked whether that is all. */
        LESS,
        START,
        /** A bot is begun again, or opened for the first time. */
        RESTART,
        NOTHING
    }

    /**
     * What a text, or a button's payload, asks for as a whole. A question asks for nothing; one about stopping is asked back.
     *
     * @param atOnce whether words that would be asked about act at once
     */
    public static Wish wishIn(String text, boolean atOnce) {
        if (text != null && RESTART.matcher(text).matches()) {
            return Wish.RESTART;
        }
        var said = said(text);
        var isQuestion = text != null && QUESTION.matcher(text).find();
        if (BACK_IN.contains(normalised(text))) {
            // what takes a stop back is said without anything beside it
            return isQuestion || isSigned(visible(text)) || SLASH.matcher(text).find() && normalised(text).equals("START")
                    ? Wish.NOTHING
                    : Wish.START;
        }
        var clauses = text == null || text.length() > LONGEST ? List.<String> of()
                : CLAUSE.splitAsStream(shown(text)).map(OptOutWords::said).filter(clause -> !clause.isEmpty()).distinct()
                        .toList();
        if (clauses.size() > 1 && clauses.stream().allMatch(clause -> isIn(AT_ONCE, clause))) {
            return isQuestion && !atOnce ? Wish.ASK : Wish.STOP;
        }
        if (isIn(AT_ONCE, said)) {
            // "No, more messages" is no "No more messages"
            var isBroken = said.contains(" ") && clauses.size() > 1;
            return (isQuestion || isBroken) && !atOnce ? Wish.ASK : Wish.STOP;
        }
        if (isIn(ASK_FIRST, said) || isIn(LESS, said)) {
            return atOnce ? Wish.STOP : isIn(LESS, said) ? Wish.LESS : Wish.ASK;
        }
        return OtherWords.ask(said) ? Wish.LESS : Wish.NOTHING;
    }

    /** Without a greeting before it, and with the letters of a word that is spelled together. */
    private static String said(String text) {
        var said = GREETING.matcher(normalised(text)).replaceFirst("").strip();
        return SPELLED.matcher(said).matches() ? said.replace(" ", "") : said;
    }

    /** Whether a request is a command to a bot, and no word. */
    public static boolean isCommand(String text) {
        return text != null && COMMAND.matcher(shown(text)).matches();
    }

    /** The language that a word belongs to; empty where it belongs to several, as STOP does. */
    public static Optional<Language> languageOf(String text) {
        var said = said(text);
        var languages = AT_ONCE.keySet().stream().filter(language -> AT_ONCE.get(language).contains(said)
                || ASK_FIRST.get(language).contains(said) || LESS.getOrDefault(language, Set.of()).contains(said)).toList();
        return languages.size() == 1 ? Optional.of(languages.get(0)) : Optional.empty();
    }

    private static boolean isIn(Map<Language, Set<String>> words, String said) {
        return words.values().stream().anyMatch(ofLanguage -> ofLanguage.contains(said));
    }

    /** Upper case, without accents, punctuation, emoji, what cannot be seen, and politeness; once, and single spaces. */
    private static String normalised(String text) {
        if (text == null) {
            return "";
        }
        var shown = shown(text);
        if (OPENED.matcher(shown).find()) {
            return "";
        }
        var command = COMMAND.matcher(shown);
        if (command.matches()) {
            return command.group(1).toUpperCase(Locale.ROOT);
        }
        var words = Normalizer.normalize(Normalizer.normalize(words(shown), Normalizer.Form.NFKC), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "").replaceAll("[^\\p{L}\\p{N}]+", " ").strip().toUpperCase(Locale.ROOT);
        var wish = List.of(POLITENESS.matcher(words).replaceAll(" ").strip().split(" +"));
        return String.join(" ", once(wish));
    }

    /** Without what cannot be seen, and without the signature; empty where that is too much to be a request. */
    private static String shown(String text) {
        var visible = visible(text);
        return visible.length() > MOST_SIGNS ? ""
                : isSigned(visible) ? visible.substring(0, lastLine(visible)).strip() : visible;
    }

    private static String visible(String text) {
        return text.codePoints().filter(c -> !isInvisible(c)).limit(MOST_SIGNS + 1L)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().strip();
    }

    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT || BLANK.contains(c)
                || Character.getType(c) == Character.CONTROL && !Character.isWhitespace(c) && c != '\u0085';
    }

    /** Where it begins; 0 where there is but one. */
    private static int lastLine(String visible) {
        var begin = 0;
        for (var ends = LINE_END.matcher(visible); ends.find();) {
            begin = ends.end();
        }
        return begin;
    }

    private static boolean isSigned(String visible) {
        var last = visible.substring(lastLine(visible)).strip();
        return lastLine(visible) > 0 && last.length() <= LONGEST_SIGNATURE && SIGNATURE.matcher(last).matches();
    }

    /** Without saying it again: the least number of words of which all is a repetition. */
    private static List<String> once(List<String> words) {
        for (var period = 1; period <= words.size() / 2; period++) {
            var count = period;
            if (words.size() % period == 0
                    && IntStream.range(period, words.size()).allMatch(i -> words.get(i).equals(words.get(i - count)))) {
                return words.subList(0, period);
            }
        }
        return words;
    }

    /** What can be part of a word, and a space for what stands between; empty where that is too much to be a request. */
    private static String words(String text) {
        var words = new StringBuilder();
        var marks = 0;
        for (var i = 0; i < text.length() && words.length() <= LONGEST; i += Character.charCount(text.codePointAt(i))) {
            var c = text.codePointAt(i);
            var isMark = isMark(c);
            marks = isMark ? marks + 1 : 0;
            if (isOfAWord(c) || isMark && marks <= MOST_MARKS) {
                words.appendCodePoint(c);
            } else if (!isMark && words.length() > 0 && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.length() > LONGEST ? "" : words.toString();
    }

    /** Also a letter in a circle or a square; but no trade mark. */
    private static boolean isOfAWord(int c) {
        return Character.isLetterOrDigit(c) || Character.getType(c) == Character.OTHER_SYMBOL
                && isLetter(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
    }

    private static boolean isLetter(String normal) {
        return normal.codePointCount(0, normal.length()) == 1 && Character.isLetter(normal.codePointAt(0));
    }

    private static boolean isMark(int c) {
        var type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
