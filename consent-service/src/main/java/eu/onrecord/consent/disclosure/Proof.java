package eu.onrecord.consent.disclosure;

import java.util.Set;

/**
 * What counts as proof that a notice was shown. Where a provider tells of delivery or reading, that is the proof. Where it
 * tells
 * neither, it is that the provider took the message together with the next message of the customer.
 */
public final class Proof {
    private static final Set<String> WITHOUT_RECEIPTS = Set.of("telegram");

    private Proof() {
    }

    /** Whether a provider tells of neither delivery nor reading. */
    public static boolean isByAnswer(String provider) {
        return WITHOUT_RECEIPTS.contains(provider);
    }
}
