package eu.onrecord.archive.lane;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often the lanes look for work. */
@ConfigMapping(prefix = "onrecord.lanes")
public interface LanesConfig {
    /** A customer waits this long, at most, for each of the steps between their message and our notice. */
    @WithDefault("PT0.05S")
    Duration pace();

    /** Whether they begin at all: not in a command. */
    @WithDefault("true")
    boolean enabled();
}
