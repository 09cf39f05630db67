package eu.onrecord.consent.message;

import java.util.Locale;

import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.consent.DisclosureState;

/**
 * How far a message came. What a provider tells only moves it up, however late, often and out of order it is told; reading
 * implies delivery.
 */
public enum Delivery {
    /** It waits for something that the gate wants first. */
    HELD,
    QUEUED,
    /** A sender has taken it; if the sender dies now, nobody can know whether it went. */
    CLAIMED,
    /** Nobody knows whether it went: only a status that carries our id can tell. */
    UNCERTAIN,
    /** It was not to go any more when its turn came. */
    CANCELLED,
    /** The customer was told before they came here. */
    WAIVED,
    /** The provider took it. */
    ACCEPTED,
    SENT,
    FAILED,
    DELIVERED,
    READ;

    /** The word in events and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The contract's word for it, of a notice. */
    public DisclosureState told() {
        return DisclosureState.valueOf(name());
    }

    /** After a status of the provider. */
    public Delivery after(Status.State told) {
        var claimed = switch (told) {
            case ACCEPTED -> ACCEPTED;
            case SENT -> SENT;
            case FAILED -> FAILED;
            case DELIVERED -> DELIVERED;
            case READ, PLAYED -> READ;
        };
        return upTo(claimed);
    }

    /** The further of the two. */
    public Delivery upTo(Delivery other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Directive 2002/58/EC Art. 5(2) wants the customer told; the provider's word that it arrived is the proof. */
    public boolean isProof() {
        return this == DELIVERED || this == READ;
    }
}
