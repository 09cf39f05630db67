package eu.onrecord.archive.media.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import eu.onrecord.archive.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.contract.chat.Media;
import io.vertx.core.json.JsonObject;

/**
 * Telegram's Bot API: an id gives a path that is good for an hour, below an address that has the token in it
 * (https://core.telegram.org/bots/api#getfile).
 */
final class TelegramFiles implements ProviderFiles {
    /** The token stands in the address: of one that is none, Telegram says that there is no such address. */
    private static final Set<Integer> TOKEN_REFUSED = Set.of(401, 403, 404);

    @Override
    public Step first(ChannelConfig channel, Media file) {
        if (ProviderFiles.isLink(file)) {
            return ProviderFiles.link(file);
        }
        return new Step.Ask(
                URI.create(channel.api() + "/bot" + channel.token() + "/getFile?file_id=" + Addresses.escaped(file.id())),
                Map.of(), told -> take(channel, told.getJsonObject("result")), TOKEN_REFUSED);
    }

    private static Step take(ChannelConfig channel, JsonObject file) {
        return new Step.Take(URI.create(channel.api() + "/file/bot" + channel.token() + "/"
                + escaped(file.getString("file_path"))), Map.of(), Step.Told.of(file.getValue("file_size"), null));
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
