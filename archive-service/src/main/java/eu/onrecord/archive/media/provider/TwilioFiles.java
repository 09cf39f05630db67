package eu.onrecord.archive.media.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

import eu.onrecord.archive.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.contract.chat.Media;

/**
 * Twilio: the message tells an address below the account, which leads on to where the file lies for a while
 * (https://www.twilio.com/docs/messaging/api/media-resource). The account's token goes to the account's own addresses alone.
 */
final class TwilioFiles implements ProviderFiles {

    @Override
    public Step first(ChannelConfig channel, Media file) {
        if (file.url() == null) {
            throw new IllegalArgumentException("no-address");
        }
        var address = URI.create(file.url());
        var account = channel.account().orElse("");
        return new Step.Take(address, isOfAccount(channel.api(), account, address)
                ? Map.of("Authorization",
                        "Basic " + Base64.getEncoder().encodeToString((account + ":" + channel.token()).getBytes(UTF_8)))
                : Map.of());
    }

    private static boolean isOfAccount(URI api, String account, URI address) {
        return !account.isEmpty() && address.normalize().equals(address) && address.getRawPath() != null
                && !address.getRawPath().contains("%")
                && address.toString().startsWith(api + "/2010-04-01/Accounts/" + account + "/");
    }

    /** Until somebody deletes them there: long enough for whatever keeps us from it. */
    @Override
    public Duration keptFor() {
        return Duration.ofDays(60);
    }

    @Override
    public Set<String> hosts() {
        return Set.of("*.twiliocdn.com", "media.twiliocdn.com.s3-external-1.amazonaws.com",
                "s3-external-1.amazonaws.com/media.twiliocdn.com/");
    }
}
