package eu.onrecord.ingest.provider.vonage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Hmac;
import eu.onrecord.ingest.provider.Sha256;

/**
 * The token that comes with a webhook: signed with the signature secret, and holding the body's hash. A JSON Web Token in the
 * compact form (RFC 7515, RFC 7519) of which one shape is taken and no other, whatever its header says. Checked here and not by
 * a library: that reads the token through general machinery, at thirty times the cost of the proofs of other providers.
 */
record VonageToken(String compact) {
    private static final int LONGEST = 8 * 1024;
    /** How far Vonage's clock may be from ours. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    /** Digits of a time in seconds: until the year 5138. */
    private static final int MOST_DIGITS = 11;

    /**
     * Which secret signed a token for this body, not longer ago than {@code age}.
     *
     * @return the key id
     */
    Optional<String> signer(byte[] body, Secrets secrets, Instant now, Duration age) {
        var parts = compact.length() > LONGEST ? new String[0] : compact.split("\\.", -1);
        // its base64 has no padding (RFC 7515, section 2)
        if (parts.length != 3 || compact.indexOf('=') >= 0) {
            return Optional.empty();
        }
        try {
            var decoder = Base64.getUrlDecoder();
            var signature = decoder.decode(parts[2]);
            var signed = (parts[0] + "." + parts[1]).getBytes(US_ASCII);
            var signer = secrets.keyOf(signature, secret -> Hmac.SHA256.of(secret, signed));
            return signer.filter(key -> isHs256(JsonSlice.of(decoder.decode(parts[0])))
                    && isOf(JsonSlice.of(decoder.decode(parts[1])), body, now, age));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /**
     * What a header calls critical must be understood or the token refused (RFC 7515, section 4.1.11): we understand nothing.
     */
    private static boolean isHs256(JsonSlice header) {
        return header.isWhole() && "HS256".equals(header.at("alg").textOrNull()) && !header.has("crit");
    }

    private static boolean isOf(JsonSlice claims, byte[] body, Instant now, Duration age) {
        var earliest = now.minus(CLOCK_SKEW);
        var latest = now.plus(CLOCK_SKEW);
        var issued = time(claims.at("iat"));
        return claims.isWhole() && "Vonage".equals(claims.at("iss").textOrNull())
                && issued.filter(at -> !at.isBefore(now.minus(age)) && !at.isAfter(latest)).isPresent()
                && (!claims.has("exp") || time(claims.at("exp")).filter(at -> at.isAfter(earliest)).isPresent())
                && (!claims.has("nbf") || time(claims.at("nbf")).filter(at -> !at.isAfter(latest)).isPresent())
                && claims.at("payload_hash").text().filter(hash -> isHash(hash, body)).isPresent();
    }

    private static boolean isHash(String claimed, byte[] body) {
        return MessageDigest.isEqual(claimed.toLowerCase(Locale.ROOT).getBytes(US_ASCII), Sha256.hex(body).getBytes(US_ASCII));
    }

    /** Whole seconds; Vonage gives no others. */
    private static Optional<Instant> time(JsonSlice seconds) {
        return Optional.of(seconds).filter(it -> it.isInteger() && it.length() <= MOST_DIGITS)
                .map(it -> Instant.ofEpochSecond(Long.parseLong(it.written())));
    }

    @Override
    public String toString() {
        return "VonageToken[redacted]";
    }
}
