package eu.onrecord.ingest;

import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.admission.Admission;
import eu.onrecord.ingest.admission.AdmissionConfig;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.provider.Providers;
import eu.onrecord.settings.Secret;
import io.quarkus.runtime.Startup;

/** What has no framework in it and is wanted by classes that have. */
class Wiring {
    private static final String THREAD_KEY = "onrecord.thread-key";

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Admission admission(AdmissionConfig config, Channels channels, Providers providers) {
        var allComeAgain = channels.all().stream().allMatch(channel -> providers.of(channel).comesAgain());
        var admission = Admission.of(config, channels.size(), allComeAgain, System::nanoTime);
        channels.all().forEach(channel -> {
            var provider = providers.of(channel);
            admission.requireRoom(channel.name(), provider.largestBody(), provider.comesAgain());
        });
        return admission;
    }

    /**
     * @param key at least 32 bytes in base64, the same for ever; asked for here, so that who forgot it is told how to make one
     */
    @Produces
    @Singleton
    @Startup
    ThreadKey threadKey(@ConfigProperty(name = THREAD_KEY) Optional<String> key) {
        return new ThreadKey(Secret.of(THREAD_KEY, key.orElse(""), ThreadKey.LEAST_BYTES));
    }
}
