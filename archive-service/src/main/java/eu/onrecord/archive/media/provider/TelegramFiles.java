package eu.onrecord.archive.media.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import eu.onrecord.archive.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.contract.chat.Media;

/**
 * Telegram's Bot API: an id gives a path that is good for an hour, below an address that has the token in it
 * (https://core.telegram.org/bots/api#getfile).
 */
final class TelegramFiles implements ProviderFiles {

    @Override
    public Step first(ChannelConfig channel, Media file) {
        if (ProviderFiles.isLink(file)) {
            return ProviderFiles.link(file);
        }
        return new Step.Ask(
                URI.create(channel.api() + "/bot" + channel.token() + "/getFile?file_id=" + Addresses.escaped(file.id())),
                Map.of(), told -> new Step.Take(URI.create(channel.api() + "/file/bot" + channel.token() + "/"
                        + escaped(told.getJsonObject("result").getString("file_path"))), Map.of()));
    }

    private static String escaped(String path) {
        return Arrays.stream(path.split("/", -1)).map(Addresses::escaped).collect(Collectors.joining("/"));
    }

    /** An id is good for as long as Telegram has the file, which it does not say. */
    @Override
    public Duration keptFor() {
        return Duration.ofDays(30);
    }

    @Override
    public Set<String> hosts() {
        return Set.of();
    }
}
