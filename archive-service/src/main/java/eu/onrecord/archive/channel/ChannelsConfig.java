package eu.onrecord.archive.channel;

import java.net.URI;
import java.util.Map;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;

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
        /** The provider's API, version included, such as {@code https://graph.facebook.com/v23.0}. */
        URI api();

        /** What authorises us there. */
        @NotBlank
        String token();

        /** Where the provider keeps files. The address of a file is input: to no other host the token is ever sent. */
        @WithDefault("*.fbcdn.net,*.fbsbx.com")
        Set<String> fileHosts();
    }
}
