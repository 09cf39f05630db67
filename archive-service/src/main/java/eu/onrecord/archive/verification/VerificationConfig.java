package eu.onrecord.archive.verification;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the archive is looked through. */
@ConfigMapping(prefix = "onrecord.verification")
public interface VerificationConfig {
    /** What was recorded this shortly before a run is left to the next one: pods' clocks differ, and it may not be done yet. */
    @WithDefault("PT1M")
    Duration settling();

    /** A run that was broken off this long ago is begun anew. */
    @WithDefault("P7D")
    Duration resumable();
}
