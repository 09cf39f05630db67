package eu.onrecord.consent.sending;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How messages are looked after that nobody heard of. */
@ConfigMapping(prefix = "onrecord.sending")
public interface SendingConfig {
    /** How often to look. */
    @WithDefault("PT10S")
    Duration sweepEvery();

    /** How long a claim may last; above the 15 s that a provider is waited for, so that whoever claimed it is gone. */
    @WithDefault("PT60S")
    Duration lease();

    /** When a notice that nobody knows of is sent once more: a second one is harmless, a missing one destroys evidence. */
    @WithDefault("PT10M")
    Duration noticePatience();
}
