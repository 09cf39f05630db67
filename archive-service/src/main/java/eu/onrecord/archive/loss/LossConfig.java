package eu.onrecord.archive.loss;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often it is looked whether keys are gone. */
@ConfigMapping(prefix = "onrecord.loss")
interface LossConfig {

    @WithDefault("10s")
    Duration pace();
}
