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
        var first = identifier.startsWith("+") ? 1 : 0;
        for (var i = first; i < identifier.length(); i++) {
            if (identifier.charAt(i) < '0' || identifier.charAt(i) > '9') {
                return false;
            }
        }
        return identifier.length() - first >= LEAST_DIGITS && identifier.length() - first <= MOST_DIGITS;
    }

    /** Its digits alone, however people wrote it; empty where there is none. */
    public static String digits(String written) {
        var digits = new StringBuilder(written.length());
        for (var i = 0; i < written.length(); i++) {
            if (written.charAt(i) >= '0' && written.charAt(i) <= '9') {
                digits.append(written.charAt(i));
            }
        }
        return digits.toString();
    }

    /** With its plus, which some providers leave out. */
    public static String e164(String phone) {
        return phone.startsWith("+") ? phone : "+" + phone;
    }

    /** Whether both are there and differ at most by the plus. */
    public static boolean same(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && e164(one.get()).equals(e164(other.get()));
    }
}
