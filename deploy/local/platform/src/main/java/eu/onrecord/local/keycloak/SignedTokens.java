package eu.onrecord.local.keycloak;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Access tokens like Keycloak's, where there is no Keycloak: signed with a key made for this run, which a service checks in
 * earnest.
 *
 * @param privateKey PKCS #8 in base64
 * @param publicKey in base64, as {@code quarkus.oidc.public-key} takes it; null where only tokens are wanted
 */
public record SignedTokens(String privateKey, String publicKey) {

    /** With a new key. */
    public static SignedTokens create() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var keys = generator.generateKeyPair();
            return new SignedTokens(Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()),
                    Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The legal entity that most tests are about. */
    public static final String LEGAL_ENTITY = "example-nl";

    /** A token of somebody with these roles for {@link #LEGAL_ENTITY}, good for five minutes. */
    public String of(String username, String... roles) {
        return of(List.of(LEGAL_ENTITY), username, roles);
    }

    /** A token of somebody with these roles for these legal entities, good for five minutes. */
    public String of(List<String> legalEntities, String username, String... roles) {
        return signed(Map.of("alg", "RS256", "typ", "JWT"), Map.of("iss", "https://keycloak.test/realms/onrecord", "aud",
                List.of("onrecord-api"), "sub", username, "preferred_username", username, "iat",
                Instant.now().getEpochSecond(), "exp", Instant.now().plus(Duration.ofMinutes(5)).getEpochSecond(),
                "realm_access", Map.of("roles", List.of(roles)), "legal_entities", legalEntities));
    }

    private String signed(Map<String, Object> header, Map<String, Object> claims) {
        try {
            var json = JsonMapper.builder().build();
            var encoder = Base64.getUrlEncoder().withoutPadding();
            var content = encoder.encodeToString(json.writeValueAsBytes(header)) + "."
                    + encoder.encodeToString(json.writeValueAsBytes(claims));
            var signature = Signature.getInstance("SHA256withRSA");
            var key = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey));
            signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(key));
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encoder.encodeToString(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "SignedTokens[redacted]";
    }
}
