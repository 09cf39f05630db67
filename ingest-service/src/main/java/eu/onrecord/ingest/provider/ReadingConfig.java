package eu.onrecord.ingest.provider;

import jakarta.validation.constraints.Positive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What one webhook may hold. */
@ConfigMapping(prefix = "onrecord.webhooks")
public interface ReadingConfig {

    /** How many events one webhook may tell; one with more is quarantined whole. Meta sends up to 1000 updates at once. */
    @WithDefault("5000")
    @Positive
    int eventsPerWebhook();
}
