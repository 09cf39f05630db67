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
 * those of barred and unreachable numbers too, or the network's own, it is the words that tell.
 */
public final class OptOutWords {
    /**
     * Of an error that is about the message (it lacks a way to opt out, must not go to who did) nothing is said of somebody.
     */
    private static final Pattern STOPPED = Pattern.compile(
            "\\bopted[\\s-]?out\\b|\\bopt-?out list\\b|\\b(?:sent|texted|replied(?: with)?) .?stop\\b|\\b(?:user|recipient|customer) has blocked\\b|\\bstop(?:ped)? (?:receiving )?(?:marketing|promot)|\\b(?:requested|asked|chosen) not to receive\\b"
                    + "|\\bunsubscribed from\\b|\\bhas unsubscribed\\b|\\b131050\\b",
            CASE_INSENSITIVE);
    private static final Pattern ABOUT_NOBODY = Pattern.compile(
            "\\b(?:not|no longer|never)(?: yet)? (?:opted|unsubscribed)|\\bnot (?:among|on the)\\b|\\bwhether\\b|\\bcan be opted\\b|\\byour (?:brand|account|business) "
                    + "|\\bunsubscribed from the network\\b|\\bcarrier (?:has )?stopped\\b|\\b(?:who|that|users|recipients) (?:have|had) (?:not |never )?opted|n['\u2019]t (?:opted|unsubscribed)"
                    + "|\\bunless\\b.*\\b(?:opted|unsubscribed|stop)|\\bif (?:the|they|a)\\b",
            CASE_INSENSITIVE);
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
        return STOPPED.matcher(words).find() && !ABOUT_NOBODY.matcher(words).find()
                ? Optional.of(new Preference(category, words, Wish.STOP,
                        OF_MARKETING.matcher(words).find() ? Scope.MARKETING : Scope.ALL, Source.KEYWORD, List.of()))
                : Optional.empty();
    }
}
