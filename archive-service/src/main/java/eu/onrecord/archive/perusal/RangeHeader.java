package eu.onrecord.archive.perusal;

import java.util.Optional;
import java.util.regex.Pattern;

import eu.onrecord.archive.media.ByteRange;

/** What a Range header asks for (RFC 9110, section 14). Pure. */
final class RangeHeader {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private RangeHeader() {
    }

    /** Empty for all: whoever asks for several ranges, or in another way, gets the whole, as they must expect. */
    static Optional<ByteRange> of(String header) {
        var matcher = ONE.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var first = number(matcher.group(1));
        var last = number(matcher.group(2));
        return first == null && last == null || first != null && last != null && last < first ? Optional.empty()
                : Optional.of(new ByteRange(first, last));
    }

    private static Long number(String digits) {
        return digits.isEmpty() ? null : Long.valueOf(digits);
    }
}
