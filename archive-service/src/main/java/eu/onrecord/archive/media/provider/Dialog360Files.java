package eu.onrecord.archive.media.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import eu.onrecord.archive.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.contract.chat.Media;

/**
 * 360dialog: the Cloud API's documents, a key of its own, and a file whose address is to be asked for at its own host instead
 * of
 * the one that the document names (https://docs.360dialog.com/docs/waba-messaging/media/upload-retrieve-or-delete-media).
 */
final class Dialog360Files implements ProviderFiles {

    @Override
    public Step first(ChannelConfig channel, Media file) {
        var key = Map.of("D360-API-KEY", channel.token());
        return ProviderFiles.isLink(file) ? ProviderFiles.link(file)
                : new Step.Ask(Addresses.below(channel.api(), file.id()), key,
                        told -> new Step.Take(atOwnHost(channel.api(), URI.create(told.getString("url"))), key,
                                WhatsAppFiles.told(told)));
    }

    private static URI atOwnHost(URI api, URI told) {
        if (told.getHost() == null || told.getRawPath().length() < 2) {
            throw new IllegalArgumentException("no-address");
        }
        return URI.create(api.getScheme() + "://" + api.getRawAuthority() + told.getRawPath()
                + (told.getRawQuery() == null ? "" : "?" + told.getRawQuery()));
    }

    @Override
    public Duration keptFor() {
        return Duration.ofDays(7);
    }

    @Override
    public Set<String> hosts() {
        return Set.of();
    }
}
