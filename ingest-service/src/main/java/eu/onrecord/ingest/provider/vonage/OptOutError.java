package eu.onrecord.ingest.provider.vonage;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Preference.Scope;
import eu.onrecord.contract.chat.Preference.Source;
import eu.onrecord.contract.chat.Preference.Wish;
import eu.onrecord.ingest.json.JsonSlice;

/**
 * Vonage and the networks behind it did not deliver because the customer has told them to stop. Its codes for that are those
 * of barred and unreachable numbers too, so it is the words that tell.
 */
final class OptOutError {
    /** Of an error that is about the message (it lacks a way to opt out) nothing is said of the customer. */
    private static final Pattern OPTED_OUT = Pattern.compile(
            "\\bopted[\\s-]?out\\b|\\bstop(?:ped)? (?:receiving )?(?:marketing|promot)|\\bnot to receive\\b|\\bhas unsubscribed\\b",
            CASE_INSENSITIVE);
    private static final Pattern OF_MARKETING = Pattern.compile("\\bmarketing\\b|\\bpromotion", CASE_INSENSITIVE);

    private OptOutError() {
    }

    /** Empty where the error is about something else. */
    static Optional<Preference> preference(JsonSlice error) {
        return Stream.of("title", "detail", "reason", "description").flatMap(member -> error.at(member).text().stream())
                .filter(words -> OPTED_OUT.matcher(words).find()).findFirst()
                .map(words -> new Preference("error", words, Wish.STOP,
                        OF_MARKETING.matcher(words).find() ? Scope.MARKETING : Scope.ALL, Source.KEYWORD, List.of()));
    }
}
