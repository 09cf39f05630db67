package eu.onrecord.ingest.provider.twilio;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Preference.Scope;
import eu.onrecord.contract.chat.Preference.Source;
import eu.onrecord.contract.chat.Preference.Wish;

/** What Twilio took a customer's word for: it blocks the number itself, or opens it again, and has answered. */
final class OptOutType {
    private OptOutType() {
    }

    /**
     * What an error says of the customer, whatever was to be sent: 21610, they have told Twilio STOP; 63014, they have blocked
     * the company or opted out in the other app.
     *
     * @return empty where the error is about something else
     */
    static Optional<Preference> preferenceOfError(String code) {
        var source = switch (code) {
            case "21610" -> Source.KEYWORD;
            case "63014" -> Source.BLOCK;
            default -> null;
        };
        return Optional.ofNullable(source)
                .map(told -> new Preference("ErrorCode", code, Wish.STOP, Scope.ALL, told, List.of()));
    }

    static Preference preference(String word) {
        var wish = switch (word.strip().toUpperCase(Locale.ROOT)) {
            case "STOP" -> Wish.STOP;
            case "START" -> Wish.START;
            default -> null;
        };
        return new Preference("OptOutType", word, wish, wish == null ? null : Scope.ALL, wish == null ? null : Source.KEYWORD,
                List.of());
    }
}
