package eu.onrecord.consent.channel;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;

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

        /** The languages of the notice where nothing tells the customer's: {@code nl,fr} says it in both, in one message. */
        @WithDefault("en")
        @NotEmpty
        List<String> languages();

        /** {@code separate}, {@code separate-and-wait} or {@code in-line}. */
        @WithDefault("separate")
        Channel.Showing showing();

        /** Where customers were told before they came here; then they are not told again. */
        Optional<String> entryPointNotice();

        /** How many messages a second the provider takes from us. Meta begins with 80. */
        @WithDefault("80")
        @Positive
        int messagesPerSecond();

        @Valid
        SendConfig send();

        /** Where inbound messages are told; without one, nobody is told. */
        Optional<@Valid DeskConfig> desk();
    }

    /** How to reach the provider. */
    interface SendConfig {
        /** The provider's API, version included, such as {@code https://graph.facebook.com/v23.0}. */
        URI api();

        /** Twilio: the account's sid. Vonage: the API key. */
        Optional<String> account();

        /** What authorises us there. */
        @NotBlank
        String token();

        /** Twilio: where ingest-service takes what became of a message, as the public address. */
        Optional<URI> statusCallback();
    }

    /** The desk's side of its webhook. */
    interface DeskConfig {
        URI url();

        /** Standard Webhooks: {@code whsec_} and at least 24 bytes in base64. */
        @NotBlank
        String secret();

        /** The types of the events that it wants, such as {@code eu.onrecord.desk.message-received.v1}; without them, all. */
        Optional<Set<String>> types();
    }
}
