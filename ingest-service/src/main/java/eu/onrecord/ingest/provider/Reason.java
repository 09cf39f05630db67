package eu.onrecord.ingest.provider;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why something is in quarantine. */
public enum Reason {
    /** The body, or an item in it, is not what the provider's webhooks are. */
    UNREADABLE,
    /** It is for a business number that the channel does not have. */
    UNKNOWN_NUMBER,
    /** An item tells nothing about who it concerns. */
    NO_CUSTOMER,
    /** It is of another product of the provider's, which is not read here. */
    OTHER_PRODUCT,
    /** It says more than the limit of one webhook. */
    BATCH_TOO_LARGE,
    /** An event of it would be larger than any topic takes. */
    EVENT_TOO_LARGE,
    /** Reading it met a fault of ours: it is to be read again when that is mended. */
    FAULT;

    /** The word in the record, in metrics and in requests. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty if there is no such reason. */
    public static Optional<Reason> of(String word) {
        return Arrays.stream(values()).filter(reason -> reason.word().equals(word)).findFirst();
    }
}
