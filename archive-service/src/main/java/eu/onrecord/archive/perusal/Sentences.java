package eu.onrecord.archive.perusal;

import java.util.Locale;
import java.util.Optional;

import eu.onrecord.archive.media.FileEvent;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.consent.DisclosureState;
import eu.onrecord.contract.consent.Refusal;

/** What happened, in words, where nobody wrote anything. Words that are newer than this are said as they are. */
final class Sentences {
    private Sentences() {
    }

    /** Null where people speak for themselves. */
    static String of(ChatEvent event) {
        if (event.identityChange() != null) {
            return ofIdentity(event.identityChange().what());
        }
        return event.preference() == null ? null : ofPreference(event.preference());
    }

    /** Of a file. */
    static String of(FileEvent event) {
        return event.isKept() ? "A file of a message was fetched and is kept."
                : "A file of a message could not be had as long as the provider kept it.";
    }

    private static String ofIdentity(IdentityChange.What what) {
        return switch (what) {
            case PHONE -> "The customer's phone number changed.";
            case USER_ID -> "The provider's id of the customer changed.";
            case IDENTITY -> "The provider says that somebody else may hold the customer's number now.";
        };
    }

    private static String ofPreference(Preference it) {
        var how = it.source() == null ? " (" + it.category() + ")." : switch (it.source()) {
            case SETTINGS -> ", in the settings of their messenger.";
            case KEYWORD -> ", with a word that the provider acted on.";
            case BLOCK -> it.wish() == Preference.Wish.STOP ? ", by blocking the company." : ", by no longer blocking it.";
            case BUTTON -> ", with the provider's button under an advertisement.";
        };
        if (it.wish() == null) {
            return "The customer told the provider: " + it.category() + ": " + it.value() + ".";
        }
        var what = it.scope() == Preference.Scope.MARKETING ? "marketing messages" : "messages";
        return (it.wish() == Preference.Wish.STOP ? "The customer wants no more " + what
                : "The customer wants " + what + " again")
                + how;
    }

    static String of(ConsentEvent event) {
        return switch (event.change()) {
            case RELATIONSHIP_CHANGED -> "The relationship with the customer is now: " + spaced(event.state()) + because(event)
                    + ".";
            case DISCLOSURE_CHANGED -> ofNotice(event);
            case OPTED_OUT ->
                "The customer wants no more " + ("marketing".equals(event.state()) ? "marketing messages" : "messages")
                        + because(event) + ".";
            case OPTED_IN -> "The customer wants messages again" + because(event) + ".";
            case THREADS_LINKED -> "Several threads were found to be this customer's.";
            case COLD_CONTACT_DETECTED -> "The company wrote to somebody it has no relationship with.";
            case CUSTOMERS_SEPARATED -> "From " + event.since() + " this is somebody else's: the number has a new holder.";
            case RESTRICTION_CHANGED -> "lifted".equals(event.state())
                    ? "What is known of the customer may be used again."
                    : "What is known of the customer is only kept, and not used, until that is lifted.";
            case SEND_REFUSED -> ofRefusal(event.refusal());
        };
    }

    private static String ofNotice(ConsentEvent event) {
        var notice = Optional.ofNullable(event.disclosure())
                .map(it -> "The recording notice " + it.noticeVersion() + " (" + it.language() + ")")
                .orElse("The recording notice");
        return notice + DisclosureState.of(event.state()).map(state -> came(state, event))
                .orElseGet(() -> ": " + event.state() + ".");
    }

    private static String came(DisclosureState state, ConsentEvent event) {
        return switch (state) {
            case HELD -> " waits.";
            case QUEUED -> " is to be sent.";
            case CLAIMED -> " is being sent.";
            case UNCERTAIN -> " may have been sent: nobody knows.";
            case CANCELLED -> " was not sent any more.";
            case WAIVED -> " was not needed: the customer was told before they came here.";
            case ACCEPTED -> " was taken by the provider.";
            case SENT -> " was sent.";
            case FAILED -> " could not be sent" + because(event) + ".";
            case DELIVERED -> " was delivered.";
            case READ -> " was read.";
        };
    }

    private static String ofRefusal(Refusal it) {
        return it == null ? "A message was not sent."
                : "A message was not sent" + (it.purpose() == null ? "" : " (" + lower(it.purpose()) + ")")
                        + (it.reason() == null ? "" : ": " + spaced(lower(it.reason()))) + ".";
    }

    private static String because(ConsentEvent event) {
        return event.reason() == null ? "" : " (" + spaced(event.reason()) + ")";
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String spaced(String word) {
        return String.valueOf(word).replace('-', ' ');
    }
}
