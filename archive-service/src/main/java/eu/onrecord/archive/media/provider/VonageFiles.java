package eu.onrecord.archive.media.provider;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

import eu.onrecord.archive.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.contract.chat.Media;

/**
 * Vonage: the message tells an address at its media servers, where a file lies for 48 hours; with secure inbound media it is
 * given to the application alone (https://developer.vonage.com/en/messages/concepts/secure-inbound-media). To other addresses,
 * such as those of Viber's and Messenger's own stores, no token goes.
 */
final class VonageFiles implements ProviderFiles {
    private static final Set<String> MEDIA_SERVERS = Set.of("api.nexmo.com", "api-us.nexmo.com", "api-eu.nexmo.com",
            "api-ap.nexmo.com", "api-us-1.nexmo.com", "api-us-2.nexmo.com", "api-us-3.nexmo.com", "api-us-4.nexmo.com",
            "api-eu-1.nexmo.com", "api-eu-2.nexmo.com", "api-eu-3.nexmo.com", "api-eu-4.nexmo.com", "api-ap-1.nexmo.com",
            "api-ap-2.nexmo.com", "api-ap-3.nexmo.com", "api-ap-4.nexmo.com");
    private static final long GOOD_FOR_SECONDS = 300;

    private final Clock clock;

    VonageFiles(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Step first(ChannelConfig channel, Media file) {
        if (file.url() == null) {
            throw new IllegalArgumentException("no-address");
        }
        var address = URI.create(file.url());
        var isTheirs = isSameServer(channel.api(), address)
                || "https".equals(address.getScheme()) && address.getPort() == -1 && MEDIA_SERVERS.contains(address.getHost());
        return new Step.Take(address, isTheirs && channel.account().isPresent()
                ? Map.of("Authorization", "Bearer " + token(channel.account().get(), channel.token()))
                : Map.of());
    }

    private static boolean isSameServer(URI api, URI address) {
        return api.getScheme().equals(address.getScheme()) && api.getRawAuthority().equals(address.getRawAuthority());
    }

    private String token(String application, String privateKey) {
        var claims = new JwtClaims();
        var now = clock.instant().getEpochSecond();
        claims.setClaim("application_id", application);
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setGeneratedJwtId();
        claims.setExpirationTime(NumericDate.fromSeconds(now + GOOD_FOR_SECONDS));
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("typ", "JWT");
        signature.setPayload(claims.toJson());
        signature.setKey(key(privateKey));
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException("a token for Vonage cannot be signed", impossible);
        }
    }

    private static PrivateKey key(String pkcs8) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pkcs8.replaceAll("-----[A-Z ]+-----|\\s", ""))));
        } catch (GeneralSecurityException | IllegalArgumentException notOne) {
            throw new IllegalArgumentException("token-is-no-key", notOne);
        }
    }

    @Override
    public Duration keptFor() {
        return Duration.ofHours(48);
    }

    @Override
    public Set<String> hosts() {
        return MEDIA_SERVERS;
    }
}
