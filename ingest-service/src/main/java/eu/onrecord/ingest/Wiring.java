package eu.onrecord.ingest;

import java.time.Clock;
import java.util.Base64;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.admission.Admission;
import eu.onrecord.ingest.admission.AdmissionConfig;

/** What has no framework in it and is wanted by classes that have. */
class Wiring {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Admission admission(AdmissionConfig config) {
        return new Admission(config.webhooks(), config.bodyBytes());
    }

    /** @param key at least 32 bytes in base64, the same for ever */
    @Produces
    @Singleton
    ThreadKey threadKey(@ConfigProperty(name = "onrecord.thread-key") String key) {
        return new ThreadKey(Base64.getDecoder().decode(key));
    }
}
