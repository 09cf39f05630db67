package eu.onrecord.tlog;

import java.util.Base64;
import java.util.regex.Pattern;

/** Numbers and bytes in text, each of which has one spelling alone: of two spellings a signature would cover but one. */
final class Spelling {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");

    private Spelling() {
    }

    /** A number from 0 on, without sign, blanks or leading zeros. */
    static long number(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new Malformed("not a decimal number of one spelling");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            throw new Malformed("a number beyond 2^63");
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Base64 with its padding, and with no bits that say nothing. */
    static byte[] bytes(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException noBase64) {
            throw new Malformed("not base64");
        }
        if (!base64(bytes).equals(base64)) {
            throw new Malformed("not the base64 of these bytes");
        }
        return bytes;
    }
}
