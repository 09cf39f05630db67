package eu.onrecord.ingest.provider.whatsapp;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Meta's signature: {@code X-Hub-Signature-256: sha256=<hex>}, the HMAC-SHA256 of the raw body under the app secret.
 *
 * @param expected the 32 bytes that the header claims
 */
record HubSignature(byte[] expected) {
    static final String HEADER = "X-Hub-Signature-256";
    private static final String PREFIX = "sha256=";
    private static final String ALGORITHM = "HmacSHA256";
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

    /**
     * Which secret signed the body. Each is tried, in constant time, so that one can be replaced by another.
     *
     * @param secrets by key id
     * @return the key id
     */
    Optional<String> signer(byte[] body, Map<String, byte[]> secrets) {
        String signer = null;
        for (var secret : secrets.entrySet()) {
            if (MessageDigest.isEqual(expected, hmac(secret.getValue(), body))) {
                signer = secret.getKey();
            }
        }
        return Optional.ofNullable(signer);
    }

    private static byte[] hmac(byte[] secret, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
