package eu.onrecord.consent.channel;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.notice.Notice;
import eu.onrecord.consent.notice.ShippedTexts;
import io.quarkus.runtime.Startup;

/** All configured channels. A notice that does not say what it must is found here, at start. */
@Startup
@ApplicationScoped
public class Channels {
    private final Map<String, Channel> byName;

    Channels(ChannelsConfig config, LegalEntitiesConfig entities) {
        byName = config.channels().entrySet().stream().map(entry -> channel(entry.getKey(), entry.getValue(), entities))
                .collect(Collectors.toMap(Channel::name, channel -> channel));
    }

    public Optional<Channel> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private static Channel channel(String name, ChannelConfig channel, LegalEntitiesConfig entities) {
        var entity = entities.legalEntities().get(channel.legalEntity());
        if (entity == null) {
            throw new IllegalStateException(
                    "onrecord.channels.%s.legal-entity is %s, and there is no onrecord.legal-entities.%s"
                            .formatted(name, channel.legalEntity(), channel.legalEntity()));
        }
        var notice = new Notice(ShippedTexts.VERSION, entity.company(), entity.retention(), entity.privacyUrl(),
                ShippedTexts.NOTICE);
        return new Channel(name, channel.provider(), channel.legalEntity(), Language.ofTag(channel.language()), notice,
                channel.send().api(),
                channel.send().token(), channel.desk().map(desk -> new Channel.Desk(desk.url(), desk.secret())));
    }
}
