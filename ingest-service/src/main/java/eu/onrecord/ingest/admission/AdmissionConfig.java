package eu.onrecord.ingest.admission;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

    /** How many bytes bodies of at most 64 KB may have together. */
    @WithDefault("16777216")
    @Positive
    long smallBytes();

    /** How many bytes larger bodies may have together: small ones never wait for them. */
    @WithDefault("25165824")
    @Positive
    long largeBytes();

    /** How many bytes the records made of them may have, until Kafka has acknowledged them. */
    @WithDefault("41943040")
    @Positive
    long recordBytes();

    /** How much of all that one channel may take, in percent, where there are several. */
    @WithDefault("60")
    @Min(1)
    @Max(100)
    int channelPercent();

    /** How late an event loop may get to what is waiting before what comes new is refused. */
    @WithDefault("PT0.02S")
    Duration lateness();
}
