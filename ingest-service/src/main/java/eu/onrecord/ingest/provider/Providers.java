package eu.onrecord.ingest.provider;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Channels;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;

/** Every provider that this service can read. */
@Startup
@ApplicationScoped
public class Providers {
    private final Map<String, Provider> byName;

    Providers(@All List<Provider> providers, Channels channels) {
        byName = providers.stream().collect(Collectors.toMap(Provider::name, provider -> provider));
        channels.all().forEach(channel -> of(channel).check(channel));
    }

    /** @throws IllegalStateException if the channel names a provider that does not exist; found at start */
    public Provider of(Channel channel) {
        var provider = byName.get(channel.provider());
        if (provider == null) {
            throw new IllegalStateException("onrecord.channels.%s.provider is %s; there are %s".formatted(channel.name(),
                    channel.provider(), byName.keySet()));
        }
        return provider;
    }
}
