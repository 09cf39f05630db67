package eu.onrecord.consent.provider.vonage;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Medium;
import eu.onrecord.consent.channel.Remedy;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.provider.Outgoing;
import eu.onrecord.consent.provider.Provider;
import eu.onrecord.consent.provider.ProviderHttp;
import eu.onrecord.consent.provider.ProviderHttp.Answer;
import eu.onrecord.consent.provider.SendOutcome;
import io.smallrye.mutiny.Uni;

/**
 * Vonage's Messages API: an answer goes over what the customer wrote over, and WhatsApp where that is not known.
 * {@code send.account} is the application's id, {@code send.token} its private key (PKCS #8,
 * PEM or its base64 alone), because its other way to authenticate sends no statuses.
 */
@ApplicationScoped
public class Vonage implements Provider {
    private static final String JSON = "application/json";
    private static final long TOKEN_SECONDS = 300;

    private final ProviderHttp http;
    private final Clock clock;

    Vonage(ProviderHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public Set<String> names() {
        return Set.of("vonage");
    }

    @Override
    public Medium medium(String business) {
        return Medium.WHATSAPP;
    }

    @Override
    public Remedy remedy(String code) {
        return VonageCodes.remedy(code);
    }

    @Override
    public void check(Channel channel) {
        if (channel.access().account().isEmpty()) {
            throw new IllegalStateException("onrecord.channels.%s.send.account is missing".formatted(channel.name()));
        }
        key(channel);
    }

    @Override
    public Optional<Identifier> recipient(String business, Medium medium, List<Identifier> known) {
        var kind = medium == Medium.MESSENGER || medium == Medium.INSTAGRAM ? Identifier.Kind.USER_ID : Identifier.Kind.PHONE;
        return known.stream().filter(identifier -> identifier.kind() == kind).findFirst();
    }

    @Override
    public Uni<SendOutcome> send(Channel channel, Outgoing message) {
        if (message.content().isTemplate() && message.medium() != Medium.WHATSAPP) {
            return Uni.createFrom().item(new SendOutcome.NotTaken("no-templates", Remedy.GIVE_UP));
        }
        var body = VonageMessage.of(message).toBuffer().getBytes();
        return http.post(URI.create(channel.access().api() + "/messages"),
                Map.of("Content-Type", JSON, "Accept", JSON, "Authorization", "Bearer " + token(channel)), body,
                answer -> outcome(answer, body));
    }

    private static SendOutcome outcome(Answer answer, byte[] request) {
        if (answer.status() / 100 == 2) {
            return new SendOutcome.Accepted(Optional.ofNullable(answer.body().getString("message_uuid")).orElseThrow(), request,
                    JSON);
        }
        var error = "http-" + answer.status();
        return switch (answer.status()) {
            case 429 -> new SendOutcome.NotTaken(error, Remedy.BACK_OFF);
            case 401, 402, 403 -> new SendOutcome.NotTaken(error, Remedy.CALL_OPERATOR);
            case 422 -> new SendOutcome.NotTaken(error, unprocessable(String.valueOf(answer.body().getValue("title"))));
            default -> answer.status() >= 500 ? new SendOutcome.Unknown() : new SendOutcome.NotTaken(error, Remedy.GIVE_UP);
        };
    }

    private static Remedy unprocessable(String title) {
        return switch (title) {
            case "Invalid recipient" -> Remedy.UNREACHABLE;
            case "Invalid sender" -> Remedy.CALL_OPERATOR;
            default -> Remedy.GIVE_UP;
        };
    }

    private String token(Channel channel) {
        var claims = new JwtClaims();
        var now = clock.instant().getEpochSecond();
        claims.setClaim("application_id", channel.access().account().orElseThrow());
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(now + TOKEN_SECONDS));
        claims.setGeneratedJwtId();
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key(channel));
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException("a token for Vonage cannot be signed", impossible);
        }
    }

    private static PrivateKey key(Channel channel) {
        try {
            var base64 = channel.access().token().replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            throw new IllegalStateException(
                    "onrecord.channels.%s.send.token is no RSA private key in PKCS #8".formatted(channel.name()));
        }
    }
}
