package eu.onrecord.ingest.publish;

import java.time.Duration;

import jakarta.validation.constraints.Positive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How events are handed to Kafka. */
@ConfigMapping(prefix = "onrecord.publish")
public interface PublishConfig {

    /** How long Kafka may take to acknowledge before the provider is told to come back. Meta waits about 20 s. */
    @WithDefault("PT8S")
    Duration patience();

    /** How long the start waits for Kafka; then it goes on, and is not ready until Kafka is there. */
    @WithDefault("PT5S")
    Duration connectPatience();

    /**
     * How long a batch may wait for more. Each request to Kafka costs far more than a record in it: see the README's figures.
     */
    @WithDefault("PT0.005S")
    Duration linger();

    /** Memory for what Kafka has not acknowledged, in bytes; more is refused at once. */
    @WithDefault("50331648")
    @Positive
    long bufferBytes();
}
