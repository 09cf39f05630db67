package eu.onrecord.ingest.provider;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Happenings.TooMuchException;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;

/** Every provider that this service can read. */
@Startup
@ApplicationScoped
public class Providers {
    private static final List<Finding> TOO_LARGE = List.of(new Quarantined(Reason.BATCH_TOO_LARGE));

    private final Map<String, Provider> byName;

    private final ReadingConfig config;

    Providers(@All List<Provider> providers, Channels channels, ReadingConfig config) {
        this.config = config;
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

    /** Everything an authentic webhook says; a single finding if that is more than one webhook may say. */
    public List<Finding> read(Channel channel, Webhook webhook, Authentication authentication) {
        try {
            var findings = of(channel).read(channel, webhook, authentication);
            return findings.size() <= config.eventsPerWebhook() ? findings : TOO_LARGE;
        } catch (TooMuchException tooMuch) {
            return TOO_LARGE;
        }
    }
}
