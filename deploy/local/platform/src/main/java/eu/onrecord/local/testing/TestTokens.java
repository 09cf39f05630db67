package eu.onrecord.local.testing;

import java.util.List;
import java.util.Map;

import eu.onrecord.local.keycloak.SignedTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Access tokens for the tests of a service, which checks them in earnest. Where Keycloak itself matters, the end-to-end test
 * has
 * it.
 */
public final class TestTokens implements QuarkusTestResourceLifecycleManager {
    /** The resource and the tests do not share their classes, but the system's properties. */
    private static final String PRIVATE_KEY = "test-tokens.private-key";

    @Override
    public Map<String, String> start() {
        var tokens = SignedTokens.create();
        System.setProperty(PRIVATE_KEY, tokens.privateKey());
        return Map.of("quarkus.oidc.public-key", tokens.publicKey());
    }

    /** A token of somebody with these roles. */
    public static String of(String username, String... roles) {
        return new SignedTokens(System.getProperty(PRIVATE_KEY), null).of(username, roles);
    }

    /** A token of somebody with these roles for these legal entities. */
    public static String of(List<String> legalEntities, String username, String... roles) {
        return new SignedTokens(System.getProperty(PRIVATE_KEY), null).of(legalEntities, username, roles);
    }

    @Override
    public void stop() {
        System.clearProperty(PRIVATE_KEY);
    }
}
