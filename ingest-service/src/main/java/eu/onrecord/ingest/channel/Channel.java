package eu.onrecord.ingest.channel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.ingest.channel.ChannelsConfig.ChannelConfig;

/**
 * A configured connection of one legal entity to a provider.
 *
 * @param name as in the webhook's address
 * @param provider the provider's name
 * @param legalEntity the company responsible
 * @param numbers the provider's ids of the business numbers
 * @param secrets what webhooks are authenticated with
 * @param verifyToken what the provider must say when it subscribes
 * @param options what only this provider needs
 */
public record Channel(String name, String provider, String legalEntity, Set<String> numbers, Secrets secrets,
        Optional<String> verifyToken, Map<String, String> options) {

    static Channel of(String name, ChannelConfig config) {
        return new Channel(name, config.provider(), config.legalEntity(), Set.copyOf(config.numbers()),
                Secrets.of(config.secrets()), config.verifyToken(), Map.copyOf(config.options()));
    }

    /** Whether a business number, as the provider writes it, is one of this channel's. */
    public boolean owns(String number) {
        return numbers.contains(number);
    }

    /** A setting that only this channel's provider knows. */
    public Optional<String> option(String option) {
        return Optional.ofNullable(options.get(option));
    }

    @Override
    public String toString() {
        return "Channel[" + name + "]";
    }
}
