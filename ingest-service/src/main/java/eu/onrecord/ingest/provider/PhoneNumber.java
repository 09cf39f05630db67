package eu.onrecord.ingest.provider;

import java.util.regex.Pattern;

/** Tells telephone numbers from other identifiers, and writes them as E.164 does. */
public final class PhoneNumber {
    /** E.164 has at most 15 digits; some providers' test numbers are longer. */
    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]{5,20}");

    private PhoneNumber() {
    }

    /** Whether it reads as one. */
    public static boolean is(String identifier) {
        return DIGITS.matcher(identifier).matches();
    }

    /** With its plus, which some providers leave out. */
    public static String e164(String phone) {
        return phone.startsWith("+") ? phone : "+" + phone;
    }
}
