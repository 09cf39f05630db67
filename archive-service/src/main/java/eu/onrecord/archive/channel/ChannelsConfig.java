package eu.onrecord.archive.channel;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** The channels that files come over, by name. */
@ConfigMapping(prefix = "onrecord.channels")
public interface ChannelsConfig {

    @WithParentName
    Map<String, @Valid ChannelConfig> channels();

    /** How to fetch a file. */
    interface ChannelConfig {
        /** Whose API it is. */
        @WithDefault("whatsapp")
        @Pattern(regexp = "whatsapp|360dialog|twilio|vonage|telegram")
        String provider();

        /** The provider's API, as consent-service sends to it, such as {@code https://graph.facebook.com/v23.0}. */
        URI api();

        /** Whose the token is there: Twilio's account, Vonage's application. */
        Optional<String> account();

        /** What authorises us there, as consent-service sends with it. */
        @NotBlank
        String token();

        /**
         * Where files lie besides the API's own host; {@code *.} allows every host below a domain, and a folder behind
         * a name that folder alone. The address of a file is
         * input: to no other host a request ever goes, and the token to the API's alone. Without it, where the provider is
         * known to keep them.
         */
        Optional<Set<String>> fileHosts();

        /** How long the provider keeps a file: an hour for numbers that are without storage. Without it, as it documents. */
        Optional<Duration> filesKeptFor();
    }
}
