package eu.onrecord.archive.media.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import eu.onrecord.archive.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.contract.chat.Media;
import io.vertx.core.json.JsonObject;

/**
 * WhatsApp's Cloud API: an id gives an address that is good for five minutes, the address gives the bytes; both with the token
 * (https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media).
 */
final class WhatsAppFiles implements ProviderFiles {

    @Override
    public Step first(ChannelConfig channel, Media file) {
        var token = Map.of("Authorization", "Bearer " + channel.token());
        return ProviderFiles.isLink(file) ? ProviderFiles.link(file)
                : new Step.Ask(Addresses.below(channel.api(), file.id()), token,
                        told -> new Step.Take(URI.create(told.getString("url")), token, told(told)));
    }

    /** Of the document that tells the address: {@code sha256} is hex here, and {@code file_size} a number or one as a text. */
    static Step.Told told(JsonObject document) {
        return Step.Told.of(document.getValue("file_size"),
                document.getValue("sha256") instanceof String hash && hash.matches("[0-9a-fA-F]{64}") ? hash : null);
    }

    /** The id dies then. */
    @Override
    public Duration keptFor() {
        return Duration.ofDays(7);
    }

    @Override
    public Set<String> hosts() {
        return Set.of("*.fbcdn.net", "*.fbsbx.com");
    }
}
