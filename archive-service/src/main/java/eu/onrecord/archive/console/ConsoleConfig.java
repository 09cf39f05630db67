package eu.onrecord.archive.console;

import java.time.ZoneId;
import java.util.Optional;

import jakarta.validation.constraints.NotBlank;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The pages for people. */
@ConfigMapping(prefix = "onrecord.console")
public interface ConsoleConfig {

    /** Whether there are any: without them, the API alone answers. */
    @WithDefault("false")
    boolean enabled();

    /** As the identity provider knows the console. */
    @WithDefault("console")
    @NotBlank
    String clientId();

    /** By which the identity provider knows that it is the console that asks. */
    Optional<String> clientSecret();

    /** In which times are shown; each says it. */
    @WithDefault("UTC")
    ZoneId timeZone();
}
