package eu.onrecord.consent.freshness;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How fresh our knowledge must be. */
@ConfigMapping(prefix = "onrecord.freshness")
public interface FreshnessConfig {
    /** How late reading may be before messages to customers are held. */
    @WithDefault("PT30S")
    Duration patience();

    /** How often to look how far reading is. */
    @WithDefault("PT5S")
    Duration lookEvery();
}
