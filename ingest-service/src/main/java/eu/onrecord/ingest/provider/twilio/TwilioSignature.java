package eu.onrecord.ingest.provider.twilio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.provider.Hmac;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Sha256;
import eu.onrecord.ingest.provider.Webhook;

/**
 * {@code X-Twilio-Signature}: base64 of HMAC-SHA1 under the auth token, of the address and the form's parameters; for a JSON
 * body of the address alone, which then holds the body's SHA-256.
 *
 * @param given the bytes that the header claims
 */
record TwilioSignature(byte[] given) {
    static final String HEADER = "X-Twilio-Signature";
    private static final String BODY_HASH = "bodySHA256";

    /** Empty if the header is no base64. */
    static Optional<TwilioSignature> parse(String header) {
        try {
            return Optional.of(new TwilioSignature(Base64.getDecoder().decode(header)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /**
     * Which auth token signed the webhook.
     *
     * @return the key id
     */
    Optional<String> signer(Webhook webhook, PublicUrls urls, Secrets secrets) {
        if (webhook.mediaType().equals(Provider.FORM)) {
            return Form.parse(webhook.body())
                    .flatMap(form -> signer(urls.forms(webhook.query()), form.signedText(), secrets));
        }
        return isHashed(webhook) ? signer(urls.formsWith(webhook.query()), "", secrets) : Optional.empty();
    }

    private Optional<String> signer(Set<String> addresses, String parameters, Secrets secrets) {
        return addresses.stream().map(address -> (address + parameters).getBytes(UTF_8))
                .flatMap(text -> secrets.keyOf(given, secret -> Hmac.SHA1.of(secret, text)).stream()).findFirst();
    }

    /** Nothing but the address is signed, if the body is the one whose hash stands in it. */
    private static boolean isHashed(Webhook webhook) {
        return webhook.parameter(BODY_HASH).filter(hash -> MessageDigest.isEqual(
                hash.toLowerCase(Locale.ROOT).getBytes(US_ASCII), Sha256.hex(webhook.body()).getBytes(US_ASCII))).isPresent();
    }
}
