package eu.onrecord.archive.media.provider;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import eu.onrecord.archive.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.contract.chat.Media;

/** How a provider gives the files of its messages. */
public interface ProviderFiles {

    /**
     * What to ask for first.
     *
     * @throws IllegalArgumentException if nobody can ask for such a file
     */
    Step first(ChannelConfig channel, Media file);

    /** How long it keeps them, by its documentation. */
    Duration keptFor();

    /** Where it is known to keep them, besides at its API. */
    Set<String> hosts();

    /** @param provider as the settings call it */
    static ProviderFiles of(String provider, Clock clock) {
        return switch (provider) {
            case "360dialog" -> new Dialog360Files();
            case "twilio" -> new TwilioFiles();
            case "vonage" -> new VonageFiles(clock);
            case "telegram" -> new TelegramFiles();
            default -> new WhatsAppFiles();
        };
    }

    /** A file that we sent by telling the provider where it lies: nobody else has an id for it, and no token goes there. */
    static boolean isLink(Media file) {
        return file.url() != null && file.url().equals(file.id());
    }

    /** Where such a file lies. */
    static Step link(Media file) {
        return new Step.Take(URI.create(file.url()), Map.of(), Step.Told.NOTHING, false);
    }
}
