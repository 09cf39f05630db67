package eu.onrecord.ingest.channel;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import eu.onrecord.ingest.channel.ChannelsConfig.ChannelConfig;

/**
 * A configured connection of one legal entity to a provider.
 *
 * @param name as in the webhook's address
 * @param provider the provider's name
 * @param legalEntity the company responsible
 * @param numbers the provider's ids of the business numbers
 * @param secrets what webhooks are authenticated with, by key id
 * @param verifyToken what the provider must say when it subscribes
 */
public record Channel(String name, String provider, String legalEntity, Set<String> numbers, Map<String, byte[]> secrets,
        Optional<String> verifyToken) {

    static Channel of(String name, ChannelConfig config) {
        var secrets = config.secrets().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, secret -> secret.getValue().getBytes(StandardCharsets.UTF_8)));
        return new Channel(name, config.provider(), config.legalEntity(), Set.copyOf(config.numbers()), secrets,
                config.verifyToken());
    }

    @Override
    public String toString() {
        return "Channel[" + name + "]";
    }
}
