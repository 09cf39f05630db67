package eu.onrecord.ingest.provider.twilio;

import java.util.List;
import java.util.Locale;

import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Preference.Scope;
import eu.onrecord.contract.chat.Preference.Source;
import eu.onrecord.contract.chat.Preference.Wish;

/** What Twilio took a customer's word for: it blocks the number itself, or opens it again, and has answered. */
final class OptOutType {
    /** Twilio did not send, because the customer has told it STOP. */
    static final String ERROR = "21610";
    /** What that error says of the customer, whatever was to be sent. */
    static final Preference PREFERENCE_OF_ERROR = new Preference("ErrorCode", ERROR, Wish.STOP, Scope.ALL, Source.KEYWORD,
            List.of());

    private OptOutType() {
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
