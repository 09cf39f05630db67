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
 * customer, and nothing after it that takes it back. A clause that denies it, asks, sets a condition, or speaks of somebody
 * else
 * states nothing.
 */
public final class OptOutWords {
    private static final Pattern END_OF_CLAUSE = Pattern.compile(
            "[.;:()\\[\\]\u2013\u2014\\n]+|,|\\b(?=(?:but|and|so|because|since|as|unless|until|if|whether|while|due to)\\b)",
            CASE_INSENSITIVE);
    private static final String WHO = "\\b(?:end[ -]?user|user|recipient|customer|subscriber|consumer|contact|handset)";
    private static final String NUMBER = "\\b(?:recipient|phone|destination)?(?: ?number|msisdn| ?address)";
    /** Nothing between who it is and what they did that could deny it. */
    private static final String HAS = "(?: (?:who|that|has|have|had|is|was|already|previously|explicitly))* ";
    private static final String US = "(?:you|us|your|our|this|the) ?(?:business|company|sender|service|number|bot|agent|brand)?\\b";
    private static final Pattern STOPPED = Pattern.compile("(?:" + WHO + "|" + NUMBER + ")" + HAS
            + "(?:opted[\\s-]?out\\b(?! of (?:rcs|mms|link))|on the opt(?:ed)?[\\s-]?out list|in the opt-?out list)"
            + "|" + WHO + HAS + "(?:unsubscribed\\b(?! (?:from|on) (?:the )?(?:network|sms|hlr))"
            + "|blocked " + US + "|(?:chosen |chose |asked |requested )?(?:to stop|stopped) receiving marketing"
            + "|stopped (?:promotional|marketing) messages"
            + "|(?:requested|asked|chosen|chose|decided) (?:not to|to not|to no longer) (?:receive|be (?:contacted|messaged))"
            + "|requested to opt out|(?:withdrawn|revoked) (?:their )?consent"
            + "|(?:sent|texted|replied|replied with|responded with|answered)(?: an?| with)? \\W?stop\\b(?! code))"
            + "|" + WHO + HAS + "asked not to be contacted"
            + "|\\b(?:opted-out|unsubscribed) (?:user|recipient|customer|subscriber|number|contact)\\b"
            + "|\\bblocked by (?:the |this )?" + WHO.substring(2) + "\\s*$"
            + "|\\b(?:STOP|opt-?out) (?:reply |request )?received from (?:this |the )?(?:number|handset|recipient|user|subscriber)"
            + "|\\b" + WHO.substring(2)
            + "(?:'s)? opt-?out(?: status is active)?\\s*$|^\\s*(?:opted|opt)[\\s-]?out\\s*$|^\\s*unsubscribed\\s*$"
            + "|\\b131050\\b", CASE_INSENSITIVE);
    private static final Pattern CAME_BACK = Pattern.compile(
            "(?<!not )(?<!not yet )\\bopted (?:back )?in\\b|\\bsubscribed again\\b|\\bresubscribed\\b|\\bsent START\\b|\\brestored\\b",
            CASE_INSENSITIVE);
    /** Before who it is: then it is nobody, or anybody. */
    private static final Pattern NOBODY = Pattern.compile(
            "\\b(?:no|nobody|none|neither|any|every|all|if|whether|unless|until|when|once|only|never|wrongly|previous)\\b",
            CASE_INSENSITIVE);
    private static final Pattern DENIED = Pattern.compile("^\\W*(?:false|no|0)\\b", CASE_INSENSITIVE);
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
        var isStopped = false;
        for (var clause : END_OF_CLAUSE.split(words)) {
            if (CAME_BACK.matcher(clause).find() && !NOBODY.matcher(clause).find() || DENIED.matcher(clause).find()) {
                isStopped = false;
            } else {
                isStopped |= isStated(clause);
            }
        }
        return isStopped
                ? Optional.of(new Preference(category, words, Wish.STOP,
                        OF_MARKETING.matcher(words).find() ? Scope.MARKETING : Scope.ALL, Source.KEYWORD, List.of()))
                : Optional.empty();
    }

    private static boolean isStated(String clause) {
        var found = STOPPED.matcher(clause);
        return found.find() && !NOBODY.matcher(clause.substring(0, found.start())).find();
    }
}
