package eu.onrecord.archive.database;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the databases are reached. */
@ConfigMapping(prefix = "onrecord.database")
public interface DatabaseConfig {
    /** How long nothing may come over a connection before it is taken for dead; above what any statement takes. */
    @WithDefault("PT60S")
    @DurationMin(seconds = 1)
    @DurationMax(days = 1)
    Duration longestSilence();
}
