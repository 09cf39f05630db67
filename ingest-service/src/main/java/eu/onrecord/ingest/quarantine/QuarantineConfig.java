package eu.onrecord.ingest.quarantine;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the quarantine is watched. */
@ConfigMapping(prefix = "onrecord.quarantine")
interface QuarantineConfig {

    /** How often it is looked at how old the oldest in it is. */
    @WithDefault("PT5M")
    Duration betweenLooks();
}
