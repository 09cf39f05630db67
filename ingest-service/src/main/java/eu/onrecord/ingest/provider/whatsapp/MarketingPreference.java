package eu.onrecord.ingest.provider.whatsapp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Preference.Scope;
import eu.onrecord.contract.chat.Preference.Source;
import eu.onrecord.contract.chat.Preference.Wish;
import eu.onrecord.ingest.content.Told;

/** What a customer set in WhatsApp itself about companies' messages. */
final class MarketingPreference {
    private static final String MARKETING = "marketing_messages";

    /** A marketing message was not sent, because the customer has said in WhatsApp that they want none. */
    static final String ERROR = "131050";
    /** What that error says of the customer. */
    static final Preference PREFERENCE_OF_ERROR = new Preference("error", ERROR, Wish.STOP, Scope.MARKETING, Source.SETTINGS,
            List.of());

    private MarketingPreference() {
    }

    /** @param told with its category and value, both texts, or the value in a list of one */
    static Preference of(Told told) {
        var category = told.at("category").sayOrNull();
        var said = told.at("value");
        var value = (said.json().isArray() ? said.elements().get(0) : said).sayOrNull();
        var wish = wish(value);
        var isMarketing = category.strip().toLowerCase(Locale.ROOT).startsWith("marketing");
        // of messages that are not known yet a stop holds for all, and a way back for none
        var understood = isMarketing || wish == Wish.STOP ? wish : null;
        return new Preference(category, value, understood,
                understood == null ? null : isMarketing ? Scope.MARKETING : Scope.ALL,
                understood == null ? null : Source.SETTINGS, told.unread(Names.PREFERENCE));
    }

    /** What a sentence of Meta's says by the word beside it; empty if that is no wish. */
    static Optional<Preference> told(String value) {
        return Optional.ofNullable(wish(value))
                .map(wish -> new Preference(MARKETING, value, wish, Scope.MARKETING, Source.SETTINGS, List.of()));
    }

    private static Wish wish(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]", "")) {
            case "stop", "stopped", "stopall", "block", "blocked", "off", "optout", "optedout", "unsubscribe", "unsubscribed" ->
                Wish.STOP;
            case "resume", "signup" -> Wish.START;
            default -> null;
        };
    }
}
