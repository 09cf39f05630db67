package eu.onrecord.ingest.quarantine;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the quarantine is played again. */
@ConfigMapping(prefix = "onrecord.replay")
interface ReplayConfig {

    /** How long one request may work; then it tells where to go on. */
    @WithDefault("PT30S")
    Duration patience();
}
