package eu.onrecord.ingest.channel;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.contract.consent.ConsentEvent;

/** All configured channels. */
@ApplicationScoped
public class Channels {
    private final Map<String, Channel> byName;

    Channels(ChannelsConfig config) {
        config.channels().keySet().forEach(ConsentEvent::requireFree);
        byName = config.channels().entrySet().stream().map(entry -> Channel.of(entry.getKey(), entry.getValue()))
                .collect(Collectors.toMap(Channel::name, channel -> channel));
    }

    public Optional<Channel> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** How many there are. */
    public int size() {
        return byName.size();
    }

    /** All of them, in no order. */
    public Collection<Channel> all() {
        return byName.values();
    }
}
