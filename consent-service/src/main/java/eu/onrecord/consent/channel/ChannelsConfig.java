package eu.onrecord.consent.channel;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** The connections to providers, by name. */
@ConfigMapping(prefix = "onrecord.channels")
public interface ChannelsConfig {

    @WithParentName
    @NotEmpty
    Map<String, @Valid ChannelConfig> channels();

    /** A connection. */
    interface ChannelConfig {
        /** The provider's name, such as {@code whatsapp}. */
        @NotBlank
        String provider();

        /** The company it belongs to. */
        @NotBlank
        String legalEntity();

        /** The language of the notice where nothing tells the customer's. */
        @WithDefault("en")
        String language();

        @Valid
        SendConfig send();

        /** Where inbound messages are told; without one, nobody is told. */
        Optional<@Valid DeskConfig> desk();
    }

    /** How to reach the provider. */
    interface SendConfig {
        /** The provider's API, version included, such as {@code https://graph.facebook.com/v23.0}. */
        URI api();

        /** What authorises us there. */
        @NotBlank
        String token();
    }

    /** The desk's side of its webhook. */
    interface DeskConfig {
        URI url();

        /** Standard Webhooks: {@code whsec_} and at least 24 bytes in base64. */
        @NotBlank
        String secret();
    }
}
