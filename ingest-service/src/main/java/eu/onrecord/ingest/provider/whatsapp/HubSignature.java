package eu.onrecord.ingest.provider.whatsapp;

import java.util.HexFormat;
import java.util.Optional;

import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.provider.Hmac;

/**
 * Meta's signature: {@code X-Hub-Signature-256: sha256=<hex>}, the HMAC-SHA256 of the raw body under the app secret.
 *
 * @param given the 32 bytes that the header claims
 */
record HubSignature(byte[] given) {
    static final String HEADER = "X-Hub-Signature-256";
    private static final String PREFIX = "sha256=";
    private static final int HEX_DIGITS = 64;

    /** Empty if the header is no such signature. */
    static Optional<HubSignature> parse(String header) {
        if (!header.startsWith(PREFIX) || header.length() != PREFIX.length() + HEX_DIGITS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HubSignature(HexFormat.of().parseHex(header, PREFIX.length(), header.length())));
        } catch (IllegalArgumentException noHex) {
            return Optional.empty();
        }
    }

    /** The same, where the prefix may be left out. */
    static Optional<HubSignature> parseBare(String header) {
        return parse(header.startsWith(PREFIX) ? header : PREFIX + header);
    }

    /**
     * Which secret signed the body.
     *
     * @return the key id
     */
    Optional<String> signer(byte[] body, Secrets secrets) {
        return secrets.keyOf(given, secret -> Hmac.SHA256.of(secret, body));
    }
}
