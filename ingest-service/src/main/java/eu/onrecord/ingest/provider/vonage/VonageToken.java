package eu.onrecord.ingest.provider.vonage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;

import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.provider.Sha256;

/** The token that comes with a webhook: signed with the signature secret (HS256, nothing else), and holding the body's hash. */
record VonageToken(String compact) {
    private static final int LONGEST = 8 * 1024;
    /** How far Vonage's clock may be ahead of ours. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /**
     * Which secret signed a token for this body, not longer ago than {@code age}.
     *
     * @return the key id
     */
    Optional<String> signer(byte[] body, Secrets secrets, Instant now, Duration age) {
        if (compact.length() > LONGEST) {
            return Optional.empty();
        }
        var hash = Sha256.hex(body);
        return secrets.keyThat(secret -> isSigned(secret, hash, now, age));
    }

    private boolean isSigned(byte[] secret, String bodyHash, Instant now, Duration age) {
        try {
            var claims = new JwtConsumerBuilder().setVerificationKey(new HmacKey(secret))
                    // Vonage's own secrets may be shorter than the 32 bytes that RFC 7518 asks for
                    .setRelaxVerificationKeyValidation()
                    .setJwsAlgorithmConstraints(
                            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256))
                    .setExpectedIssuer("Vonage").setRequireIssuedAt().setSkipDefaultAudienceValidation()
                    .setEvaluationTime(NumericDate.fromMilliseconds(now.toEpochMilli()))
                    .setAllowedClockSkewInSeconds((int) CLOCK_SKEW.toSeconds()).build().processToClaims(compact);
            var issued = Instant.ofEpochSecond(claims.getIssuedAt().getValue());
            var claimed = claims.getClaimValueAsString("payload_hash");
            return !issued.isBefore(now.minus(age)) && !issued.isAfter(now.plus(CLOCK_SKEW)) && claimed != null
                    && MessageDigest.isEqual(claimed.toLowerCase(Locale.ROOT).getBytes(US_ASCII), bodyHash.getBytes(US_ASCII));
        } catch (InvalidJwtException | MalformedClaimException refused) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "VonageToken[redacted]";
    }
}
