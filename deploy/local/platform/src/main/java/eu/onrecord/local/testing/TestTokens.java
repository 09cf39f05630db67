package eu.onrecord.local.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
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

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Access tokens like Keycloak's for the tests of a service, signed with a key made for this run; the service checks them in
 * earnest. Where Keycloak itself matters, the end-to-end test has it.
 */
public final class TestTokens implements QuarkusTestResourceLifecycleManager {
    private static final String PRIVATE_KEY = "test-tokens.private-key";

    @Override
    public Map<String, String> start() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            System.setProperty(PRIVATE_KEY, Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
            return Map.of("quarkus.oidc.public-key", Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A token of somebody with these roles. */
    public static String of(String username, String... roles) {
        return signed(Map.of("alg", "RS256", "typ", "JWT"), Map.of("iss", "https://keycloak.test/realms/onrecord", "aud",
                List.of("onrecord-api"), "sub", username, "preferred_username", username, "iat",
                Instant.now().getEpochSecond(), "exp", Instant.now().plus(Duration.ofMinutes(5)).getEpochSecond(),
                "realm_access", Map.of("roles", List.of(roles))));
    }

    private static String signed(Map<String, Object> header, Map<String, Object> claims) {
        try {
            var json = JsonMapper.builder().build();
            var encoder = Base64.getUrlEncoder().withoutPadding();
            var content = encoder.encodeToString(json.writeValueAsBytes(header)) + "."
                    + encoder.encodeToString(json.writeValueAsBytes(claims));
            var signature = Signature.getInstance("SHA256withRSA");
            var key = new PKCS8EncodedKeySpec(
                    Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY)));
            signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(key));
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encoder.encodeToString(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void stop() {
        System.clearProperty(PRIVATE_KEY);
    }
}
