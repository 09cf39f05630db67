package eu.onrecord.consent.evidence;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What evidence can be, and what it is worth. */
public enum EvidenceKind {
    /** The customer's own message; put on record by ourselves. */
    INBOUND_MESSAGE(Worth.CONTACT),
    /** A click on an advertisement or a button that opened the chat. */
    CLICK_TO_CHAT(Worth.CONTACT),
    QUOTE(Worth.DEALINGS),
    ORDER(Worth.DEALINGS),
    CONTRACT(Worth.DEALINGS),
    /** A box that was ticked: which version of the form, what stood beside the box, when. */
    WEB_FORM(Worth.CONSENT),
    /** A signed form: which scan, and who put it on record. */
    PAPER(Worth.CONSENT),

    /** A wish told by a word in the chat; put on record by ourselves. */
    KEYWORD(Worth.WISH),
    /** A wish told to the provider; put on record by ourselves. */
    PROVIDER(Worth.WISH),
    PHONE_CALL(Worth.WISH),
    LETTER(Worth.WISH),
    DESK(Worth.WISH),

    /** WhatsApp Business Messaging Policy: contact only people who gave their number themselves and opted in. */
    LIST(Worth.NOTHING),
    ADDRESS_BOOK(Worth.NOTHING),
    SHARED_CONTACT(Worth.NOTHING),
    GROUP_MEMBERSHIP(Worth.NOTHING);

    private final Worth worth;

    EvidenceKind(Worth worth) {
        this.worth = worth;
    }

    /** What a kind of evidence can show. */
    enum Worth {
        /** That the customer began the contact. */
        CONTACT,
        /** That there is business between the two: a contract, a purchase, a quote. */
        DEALINGS,
        /** That the customer agreed to something that was put before them. */
        CONSENT,
        /** That the customer wants more, or less. */
        WISH,
        /** Nothing: nobody agreed to anything. */
        NOTHING
    }

    /** Whether the customer agreed to something that was put before them. */
    public boolean isConsent() {
        return worth == Worth.CONSENT;
    }

    /** Whether it is how a wish can reach the company beside the chat. */
    public boolean isWishFromOutside() {
        return this == PHONE_CALL || this == LETTER || this == DESK;
    }

    Worth worth() {
        return worth;
    }

    /** The word in requests, answers and the record. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty if there is no such kind. */
    public static Optional<EvidenceKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
