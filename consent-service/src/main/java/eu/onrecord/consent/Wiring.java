package eu.onrecord.consent;

import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.settings.Secret;
import io.quarkus.runtime.Startup;

/** What has no framework in it and is wanted by classes that have. */
class Wiring {
    private static final String IDENTIFIER_KEY = "onrecord.identifier-key";

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * @param key at least 32 bytes in base64, the same for ever; asked for here, so that who forgot it is told how to make one
     */
    @Produces
    @Singleton
    @Startup
    IdentifierVault identifierVault(@ConfigProperty(name = IDENTIFIER_KEY) Optional<String> key) {
        return new IdentifierVault(Secret.of(IDENTIFIER_KEY, key.orElse(""), IdentifierVault.LEAST_BYTES));
    }
}
