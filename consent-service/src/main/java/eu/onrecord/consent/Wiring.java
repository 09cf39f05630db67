package eu.onrecord.consent;

import java.time.Clock;
import java.util.Base64;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import eu.onrecord.consent.customer.IdentifierVault;
import io.quarkus.runtime.Startup;

/** What has no framework in it and is wanted by classes that have. */
class Wiring {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** @param key 32 bytes in base64, the same for ever */
    @Produces
    @Singleton
    @Startup
    IdentifierVault identifierVault(@ConfigProperty(name = "onrecord.identifier-key") String key) {
        return new IdentifierVault(Base64.getDecoder().decode(key));
    }
}
