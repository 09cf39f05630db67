package eu.onrecord.consent.provider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channels;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;

/** Every provider that we can send over. A channel whose settings are not enough for its provider is refused at start. */
@Startup
@ApplicationScoped
public class Providers {
    private final Map<String, Provider> byName = new HashMap<>();

    Providers(@All List<Provider> providers, Channels channels) {
        providers.forEach(provider -> provider.names().forEach(name -> byName.put(name, provider)));
        channels.all().forEach(channel -> of(channel).check(channel));
    }

    public Provider of(Channel channel) {
        return byName.get(channel.provider());
    }
}
