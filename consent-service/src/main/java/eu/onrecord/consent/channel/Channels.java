package eu.onrecord.consent.channel;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.ChannelsConfig.ChannelConfig;
import eu.onrecord.consent.channel.LegalEntitiesConfig.LegalEntityConfig;
import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.notice.Notice;
import eu.onrecord.consent.notice.Replies;
import eu.onrecord.consent.notice.ShippedTexts;
import eu.onrecord.consent.relationship.Clocks;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.consent.ConsentEvent.Retention;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;

/** All configured channels. A provider that there is none of, or a notice that does not say what it must, is found at start. */
@Startup
@ApplicationScoped
public class Channels {
    private volatile Map<String, Channel> byName;
    private final Map<String, Clocks> clocks;

    Channels(ChannelsConfig config, LegalEntitiesConfig entities, @All List<ProviderTraits> providers) {
        clocks = entities.legalEntities().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entity -> clocks(entity.getValue())));
        config.channels().keySet().forEach(ConsentEvent::requireFree);
        byName = config.channels().entrySet().stream()
                .map(entry -> channel(entry.getKey(), entry.getValue(), entities, providers))
                .collect(Collectors.toMap(Channel::name, channel -> channel));
    }

    public Optional<Channel> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All of them, in no order. */
    public Collection<Channel> all() {
        return byName.values();
    }

    /** The clocks of every legal entity, by its name. */
    public Map<String, Clocks> clocksByLegalEntity() {
        return clocks;
    }

    /**
     * It was found which versions of a legal entity's notice count no more.
     *
     * @param overtaken by something material that was said since
     */
    public void overtaken(String legalEntity, Set<String> overtaken) {
        byName = byName.values().stream()
                .map(channel -> channel.legalEntity().equals(legalEntity) ? channel.overtaking(overtaken) : channel)
                .collect(Collectors.toMap(Channel::name, channel -> channel));
    }

    private static Channel channel(String name, ChannelConfig channel, LegalEntitiesConfig entities,
            List<ProviderTraits> providers) {
        var entity = entities.legalEntities().get(channel.legalEntity());
        if (entity == null) {
            throw new IllegalStateException(
                    "onrecord.channels.%s.legal-entity is %s, and there is no onrecord.legal-entities.%s"
                            .formatted(name, channel.legalEntity(), channel.legalEntity()));
        }
        var notice = notice(entity);
        var languages = channel.languages().stream().map(Language::new).toList();
        languages.forEach(language -> {
            if (!notice.speaks(language)) {
                throw new IllegalStateException("onrecord.channels.%s.languages has %s, in which notice %s has no text"
                        .formatted(name, language.tag(), notice.label()));
            }
        });
        var send = channel.send();
        return new Channel(name, channel.provider(), traits(name, channel.provider(), providers), channel.legalEntity(),
                languages, notice, replies(entity, notice), channel.showing(),
                channel.entryPointNotice(), clocks(entity),
                new Channel.Access(send.api(), send.account(), send.token(), send.statusCallback()),
                channel.messagesPerSecond(),
                channel.desk().map(desk -> new Channel.Desk(desk.url(), desk.secret(), desk.types().orElse(Set.of()))));
    }

    private static ProviderTraits traits(String channel, String provider, List<ProviderTraits> providers) {
        return providers.stream().filter(it -> it.names().contains(provider)).findFirst()
                .orElseThrow(() -> new IllegalStateException("onrecord.channels.%s.provider is %s; there are %s".formatted(
                        channel, provider, providers.stream().flatMap(it -> it.names().stream()).sorted().toList())));
    }

    private static Clocks clocks(LegalEntityConfig entity) {
        return new Clocks(entity.dormantAfter(), entity.expiredAfter());
    }

    private static Notice notice(LegalEntityConfig entity) {
        var retention = new Retention(entity.retention(), entity.retentionFrom());
        if (entity.notice().isEmpty()) {
            return Notice.shipped(entity.company(), retention, entity.privacyUrl());
        }
        var own = entity.notice().get();
        return new Notice(own.version(), entity.company(), entity.privacyUrl(), retention,
                withOwn(ShippedTexts.retentions(retention), own.retention()),
                withOwn(ShippedTexts.PURPOSE, own.purposes()), withOwn(Map.of(), own.texts()));
    }

    private static Replies replies(LegalEntityConfig entity, Notice notice) {
        var replies = entity.notice().map(own -> new Replies(entity.company(), withOwn(Map.of(), own.optedOut()),
                withOwn(Map.of(), own.askFirst()))).orElseGet(() -> Replies.shipped(entity.company()));
        notice.texts().keySet().stream().filter(language -> !replies.speak(language)).findAny().ifPresent(language -> {
            throw new IllegalStateException("notice %s has no opted-out and ask-first in %s".formatted(notice.label(),
                    language.tag()));
        });
        return replies;
    }

    private static Map<Language, String> withOwn(Map<Language, String> shipped, Map<String, String> own) {
        var all = new HashMap<>(shipped);
        own.forEach((tag, text) -> all.put(new Language(tag), text));
        return all;
    }
}
