package eu.onrecord.ingest.provider;

import java.util.Optional;

/** Tells telephone numbers from other identifiers, and writes them as E.164 does. */
public final class PhoneNumber {
    private static final int LEAST_DIGITS = 5;
    /** E.164 has at most 15; some providers' test numbers are longer. */
    private static final int MOST_DIGITS = 20;

    private PhoneNumber() {
    }

    /** Whether it reads as one. */
    public static boolean is(String identifier) {
        var digits = identifier.length() - firstDigit(identifier);
        return digits >= LEAST_DIGITS && digits <= MOST_DIGITS
                && identifier.chars().skip(firstDigit(identifier)).allMatch(c -> c >= '0' && c <= '9');
    }

    /** With its plus, which some providers leave out. */
    public static String e164(String phone) {
        return phone.startsWith("+") ? phone : "+" + phone;
    }

    /** Whether both are there and differ at most by the plus. */
    public static boolean same(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && e164(one.get()).equals(e164(other.get()));
    }

    private static int firstDigit(String identifier) {
        return identifier.startsWith("+") ? 1 : 0;
    }
}
