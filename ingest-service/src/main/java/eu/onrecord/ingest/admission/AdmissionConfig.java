package eu.onrecord.ingest.admission;

import java.time.Duration;

import jakarta.validation.constraints.Positive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much may be going on at once. */
@ConfigMapping(prefix = "onrecord.admission")
public interface AdmissionConfig {

    /** How many webhooks may be dealt with or wait for Kafka at once; more are refused at once. */
    @WithDefault("1000")
    @Positive
    int webhooks();

    /** How many bytes their bodies may have together. An event takes some three times its part of the body. */
    @WithDefault("50331648")
    @Positive
    long bodyBytes();

    /** How long a body may take to come, from its first byte to its last. */
    @WithDefault("PT10S")
    Duration bodyPatience();

    /** How late an event loop may get to what is waiting before what comes new is refused. */
    @WithDefault("PT0.02S")
    Duration lateness();
}
