package eu.onrecord.ingest.channel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** The channels, by name. The name stands in the webhook's address and in every event. */
@ConfigMapping(prefix = "onrecord.channels")
public interface ChannelsConfig {

    @WithParentName
    @NotEmpty
    Map<String, @Valid ChannelConfig> channels();

    /** One connection of one legal entity to one provider. */
    interface ChannelConfig {
        /** The provider's name, such as {@code whatsapp}. */
        @NotBlank
        String provider();

        /** The company that is responsible for what happens here. */
        @NotBlank
        String legalEntity();

        /** The provider's ids of the business numbers; what comes for another number is quarantined. */
        @NotEmpty
        Set<String> numbers();

        /** The secrets that webhooks are authenticated with, by key id: several while one is replaced by another. */
        @NotEmpty
        Map<String, @NotBlank String> secrets();

        /** What the provider must say when it subscribes; without one, no subscription is accepted. */
        Optional<String> verifyToken();

        /** What only this provider needs, such as Twilio's {@code public-url}; the provider's class says what. */
        Map<String, String> options();
    }
}
