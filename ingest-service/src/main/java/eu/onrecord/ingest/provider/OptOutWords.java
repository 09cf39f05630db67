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
            "[.;:,()\\[\\]\u2013\u2014\\n]+|\\b(?=(?:but|and|so|because|since|as|unless|until|if|whether|while)\\b)",
            CASE_INSENSITIVE);
    /** Denials that are part of a wish; what remains of it can be asked whether it is denied. */
    private static final Pattern WISH_NOT_TO = Pattern.compile(
            "\\b(requested|asked|chosen|chose|decided) (?:not to|to not|to no longer) (?:receive|be (?:contacted|messaged))",
            CASE_INSENSITIVE);
    private static final Pattern STOPPED = Pattern.compile(
            "\\bopted[\\s-]?out\\b|\\bopt(?:ed)?[\\s-]?out list\\b|\\bopt[\\s-]?out (?:received|request(?:ed)?|by|from) |^\\s*opt-?out\\s*$"
                    + "|(?<!\\bmessage )\\b(?:sent|texted|replied|replied with|answered) \\W?stop\\b|\\bSTOP received\\b"
                    + "|\\bblocked by (?:the |this )?(?:user|recipient|customer|subscriber)\\b"
                    + "|\\b(?:user|recipient|customer|subscriber) (?:has |had )?blocked\\b"
                    + "|\\b(?:stopped|chosen to stop|asked to stop|requested to stop) (?:receiving )?(?:\\w+ )?(?:messages|marketing|promot)"
                    + "|\\bunsubscribed\\b|\\bwishes to stop\\b|\\b131050\\b",
            CASE_INSENSITIVE);
    private static final Pattern CAME_BACK = Pattern.compile(
            "\\bopted (?:back )?in\\b|\\b(?:re-?|again )subscribed\\b|\\bsubscribed again\\b|\\bopted in again\\b|\\bsent START\\b",
            CASE_INSENSITIVE);
    private static final Pattern DENIED = Pattern.compile(
            "\\b(?:no|not|nobody|none|never|neither|nor|cannot|without|wrongly|by mistake)\\b|n['\u2019]t\\b",
            CASE_INSENSITIVE);
    private static final Pattern NOT_STATED = Pattern.compile(
            "\\b(?:if|unless|until|whether|who|that|which|whose|when|once|may|might|can|could|must|should|would|how|any|every|all)\\b",
            CASE_INSENSITIVE);
    private static final Pattern OF_SOMEBODY_ELSE = Pattern.compile(
            "\\b(?:your|carrier|operator|account|sender|brand|business|company|campaign|agent|platform|meta|whatsapp|we|you"
                    + "|users|recipients|customers|subscribers|people|numbers)\\b",
            CASE_INSENSITIVE);
    private static final Pattern FROM_THE_NETWORK = Pattern.compile("\\bunsubscribed from the network\\b", CASE_INSENSITIVE);
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
        for (var clause : END_OF_CLAUSE.split(WISH_NOT_TO.matcher(words).replaceAll("opted out"))) {
            if (isStated(clause, CAME_BACK)) {
                isStopped = false;
            } else {
                isStopped |= isStated(clause, STOPPED);
            }
        }
        return isStopped
                ? Optional.of(new Preference(category, words, Wish.STOP,
                        OF_MARKETING.matcher(words).find() ? Scope.MARKETING : Scope.ALL, Source.KEYWORD, List.of()))
                : Optional.empty();
    }

    private static boolean isStated(String clause, Pattern what) {
        var found = what.matcher(clause);
        return found.find() && !DENIED.matcher(clause).find() && !NOT_STATED.matcher(clause).find()
                && !OF_SOMEBODY_ELSE.matcher(clause.substring(0, found.start())).find()
                && !FROM_THE_NETWORK.matcher(clause).find();
    }
}
