package eu.onrecord.ingest.provider;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Preference.Scope;
import eu.onrecord.contract.chat.Preference.Source;
import eu.onrecord.contract.chat.Preference.Wish;

/**
 * A provider did not deliver because the customer has told it, or the network behind it, to stop. Where its codes for that are
 * those of barred and unreachable numbers too, or the network's own, it is the words that tell: a clause that states it of this
 * customer, and nothing after it that takes it back. A clause that denies it, asks, sets a condition, guesses, or speaks of
 * somebody else states nothing. What is read are the sentences that providers have; in doubt a customer is left alone.
 */
public final class OptOutWords {
    /** Providers' sentences have some hundred characters. */
    private static final int LONGEST = 2000;
    /** Between who it is and what they did. */
    private static final Pattern NUMBER_BETWEEN = Pattern.compile("[( ]\\+?\\d{6,15}\\)?(?= )");
    /** Also between a code's words. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[_\\s]+");
    private static final Pattern END_OF_CLAUSE = Pattern.compile(
            "[.;:=()\\[\\]\u2013\u2014\\n]|,|\\b(?=(?:but|and|so|because|since|as|unless|until|if|whether|while|due to)\\b)",
            CASE_INSENSITIVE);
    private static final String SOMEBODY = "(?:end[ -]?user|user|recipient|receiver|customer|subscriber|consumer|contact|handset|person|destination)";
    private static final String WHO = "\\b" + SOMEBODY + "(?: of this message)?";
    private static final String NUMBER = "\\b(?:recipient|phone|destination)?(?: ?number|msisdn| ?address)";
    /** Nothing between who it is and what they did that could deny it. */
    private static final String HAS = "(?: (?:who|that|has|have|had|is|was|been|already|previously|explicitly|now|also|just|recently|permanently|manually)){0,5} ";
    private static final String US = "(?:you\\b|us\\b|(?:your|our|this|the) (?:business|company|sender|service|number|bot|agent|brand|account)\\b"
            + "|messages from)";
    private static final String OPTED_OUT = "opted[\\s-]?out\\b(?! of (?:rcs|mms|link|voice|calls?\\b|e-?mail|read|location))";
    private static final String STOP_WORD = "\\W?(?:stop(?:all| all)?|unsubscribe|optout)\\b(?! code)";
    private static final Pattern STOPPED = Pattern.compile(String.join("|",
            "(?:" + WHO + "|" + NUMBER + ")" + HAS + "(?:" + OPTED_OUT + "|(?:on|in) the opt(?:ed)?[\\s-]?out list)",
            WHO + " on (?:the )?opt-?out list",
            "(?:" + WHO + "|" + NUMBER + ")" + HAS + "unsubscribed\\b(?! (?:from|on) (?:the )?(?:network|sms|hlr))",
            WHO + HAS + "(?:blocked " + US + "|(?:sent|texted|replied|responded|answered)(?: with)?(?: an?)? " + STOP_WORD
                    + "|(?:chosen |chose |asked |requested )?(?:to stop|stopped) receiving marketing"
                    + "|(?:stopped|declined|turned off) (?:promotional|marketing) messages"
                    + "|(?:requested|asked|chosen|chose|decided) (?:not to|to not|to no longer) (?:receive|be (?:contacted|messaged))"
                    + "|(?:does not|doesn't|no longer) wants? (?:to receive|any) "
                    + "|requested to opt out|(?:withdrawn|revoked) (?:their )?consent)",
            "\\b(?:opted-out|unsubscribed) (?:user|recipient|customer|subscriber|number|contact)\\b",
            "\\bblocked by (?:the |this )?" + SOMEBODY + "\\s*$",
            "\\b(?:STOP|opt-?out) (?:reply |request )?received from (?:this |the )?(?:number|handset|recipient|user|subscriber)",
            "\\b" + SOMEBODY + "(?:'s)? opt-?out(?: status is active)?\\s*$", "^\\s*(?:opted|opt)[\\s-]?out\\s*$",
            "^\\s*unsubscribed\\s*$", "\\b131050\\b"), CASE_INSENSITIVE);
    /** What they did next, where the clause before said who. */
    private static final Pattern NEXT = Pattern.compile("^\\W*(?:(?:and|but|then|later|has|have|since) ){1,4}" + OPTED_OUT,
            CASE_INSENSITIVE);
    private static final Pattern NAMES_SOMEBODY = Pattern.compile(WHO, CASE_INSENSITIVE);
    private static final Pattern CAME_BACK = Pattern.compile(
            "\\b(?:opted[\\s-](?:back[\\s-])?in|subscribed again|re-?subscribed|sent START|then START|restored)\\b",
            CASE_INSENSITIVE);
    private static final Pattern NOT_COMING_BACK = Pattern.compile("\\b(?:not|never|previously)\\b", CASE_INSENSITIVE);
    /** Before who it is: then it is nobody, or anybody, or somebody else, or not certain. */
    private static final Pattern NOBODY = Pattern.compile(
            "\\b(?:no|not|nobody|none|neither|any|every|all|if|whether|unless|until|when|once|only|never|wrongly|previous|has|have|or"
                    + "|another|other|different|may|might|could|missing|lacks|needs?|option|template|company's)\\b(?! (?:sent|delivered|allowed|possible)\\b)",
            CASE_INSENSITIVE);
    private static final Pattern ANOTHER_POSSIBILITY = Pattern.compile("\\bor (?:is|has|was|did|the|it|may)\\b|\\?",
            CASE_INSENSITIVE);
    private static final Pattern GUESS = Pattern.compile("\\b(?:maybe|perhaps|possibly|possible causes?|either)\\b",
            CASE_INSENSITIVE);
    private static final Pattern DENIED = Pattern.compile("^\\W*(?:false|no|0)\\W*$", CASE_INSENSITIVE);
    private static final Pattern OF_MARKETING = Pattern.compile("\\bmarketing\\b|\\bpromotion|\\b131050\\b", CASE_INSENSITIVE);

    private OptOutWords() {
    }

    /**
     * What the customer wishes, by an error.
     *
     * @param category what the provider calls the member
     * @return empty where the error is about something else
     */
    public static Optional<Preference> wish(String category, String words) {
        var bounded = words.substring(0, Math.min(words.length(), LONGEST));
        return isStopped(BETWEEN_WORDS.matcher(NUMBER_BETWEEN.matcher(bounded).replaceAll("")).replaceAll(" "))
                ? Optional.of(new Preference(category, words, Wish.STOP,
                        OF_MARKETING.matcher(words).find() ? Scope.MARKETING : Scope.ALL, Source.KEYWORD, List.of()))
                : Optional.empty();
    }

    /** The last word counts. */
    private static boolean isStopped(String words) {
        if (GUESS.matcher(words).find()) {
            return false;
        }
        var isStopped = false;
        var isNamed = false;
        for (var clause : END_OF_CLAUSE.split(words)) {
            if (DENIED.matcher(clause).find() || takesBack(clause)) {
                isStopped = false;
            } else {
                isStopped |= isStated(clause) || isNamed && NEXT.matcher(clause).find();
            }
            var named = NAMES_SOMEBODY.matcher(clause);
            isNamed |= named.find() && !NOBODY.matcher(clause.substring(0, named.start())).find();
        }
        return isStopped;
    }

    private static boolean takesBack(String clause) {
        return CAME_BACK.matcher(clause).find() && !NOT_COMING_BACK.matcher(clause).find() && !NOBODY.matcher(clause).find();
    }

    private static boolean isStated(String clause) {
        var found = STOPPED.matcher(clause);
        return found.find() && !NOBODY.matcher(clause.substring(0, found.start())).find()
                && !ANOTHER_POSSIBILITY.matcher(clause.substring(found.start())).find();
    }
}
