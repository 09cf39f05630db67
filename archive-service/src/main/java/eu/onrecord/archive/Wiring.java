package eu.onrecord.archive;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.MasterKeys;
import eu.onrecord.archive.seal.MasterKeysConfig;
import eu.onrecord.settings.Secret;
import io.quarkus.runtime.Startup;

/** What has no framework in it and is wanted by classes that have. Secrets are checked at start. */
class Wiring {
    private static final String LOOKUP_KEY = "onrecord.lookup-key";

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    @Startup
    MasterKeys masterKeys(MasterKeysConfig config) {
        return new MasterKeys(config.keys(), config.current());
    }

    /**
     * @param key at least 32 bytes in base64, the same for ever; asked for here, so that who forgot it is told how to make one
     */
    @Produces
    @Singleton
    @Startup
    LookupKey lookupKey(@ConfigProperty(name = LOOKUP_KEY) Optional<String> key) {
        return new LookupKey(Secret.of(LOOKUP_KEY, key.orElse(""), LookupKey.LEAST_BYTES));
    }
}
