package eu.onrecord.consent.intake;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.customer.Known;
import eu.onrecord.consent.desk.Desk;
import eu.onrecord.consent.desk.DeskMessage;
import eu.onrecord.consent.disclosure.Disclosures;
import eu.onrecord.consent.gate.ServiceWindow;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.notice.ShippedTexts;
import eu.onrecord.consent.optout.OptOutWords;
import eu.onrecord.consent.optout.OptOutWords.Wish;
import eu.onrecord.consent.outbox.Outbox;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Relationship;
import eu.onrecord.consent.relationship.Relationships;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import io.smallrye.mutiny.Uni;

/** What follows from a message that a customer sends now. */
@ApplicationScoped
class InboundMessages {
    private final Relationships relationships;
    private final Disclosures disclosures;
    private final Desk desk;
    private final Outbox outbox;
    private final Clock clock;

    InboundMessages(Relationships relationships, Disclosures disclosures, Desk desk, Outbox outbox, Clock clock) {
        this.relationships = relationships;
        this.disclosures = disclosures;
        this.desk = desk;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> take(UUID id, ChatEvent event, Known known, Channel channel) {
        var language = Language.of(event.customer().phone(), event.customer().userId()).orElse(channel.language());
        known.thread().heardAt(event.occurredAt());
        return relationships.of(known).call(relationship -> contacted(id, event, known, relationship))
                .chain(relationship -> switch (wishOf(event)) {
                    case STOP -> stop(id, event, known, relationship, channel, language);
                    case START -> start(id, event, known, relationship).chain(() -> tell(id, event, known, channel, language));
                    case NOTHING -> tell(id, event, known, channel, language);
                }).chain(() -> tellDesk(id, event, known, channel));
    }

    private Uni<Void> contacted(UUID id, ChatEvent event, Known known, Relationship relationship) {
        return relationship.contacted(id, event.occurredAt())
                ? outbox.add(new ConsentEvent(event.legalEntity(), event.channel(), event.thread(), known.customer().id,
                        Change.RELATIONSHIP_CHANGED, relationship.state.word(), relationship.basis, id, null, null,
                        event.occurredAt()))
                : Uni.createFrom().voidItem();
    }

    private static Wish wishOf(ChatEvent event) {
        var byText = OptOutWords.wishIn(event.message().text());
        return byText == Wish.NOTHING ? OptOutWords.wishIn(event.message().payload()) : byText;
    }

    /** One confirmation, then silence: what is queued to this customer does not go any more. */
    private Uni<Void> stop(UUID id, ChatEvent event, Known known, Relationship relationship, Channel channel,
            Language language) {
        if (!relationship.optOut(OptOut.ALL, event.occurredAt())) {
            return Uni.createFrom().voidItem();
        }
        var spoken = OptOutWords.languageOf(event.message().text()).orElse(language);
        var text = ShippedTexts.OPTED_OUT.get(spoken).replace("{company}", channel.notice().company());
        return OutboundMessage
                .update("state = CANCELLED, body = null where customerId = ?1 and state = QUEUED", known.customer().id)
                .chain(() -> disclosures.cancelQueued(known.customer().id))
                .chain(() -> isAnswerable(event) ? OutboundMessage.confirmation(known.thread(), text, clock.instant()).persist()
                        : Uni.createFrom().nullItem())
                .chain(() -> optOutChanged(Change.OPTED_OUT, id, event, known, relationship));
    }

    private Uni<Void> start(UUID id, ChatEvent event, Known known, Relationship relationship) {
        return relationship.optIn(event.occurredAt()) ? optOutChanged(Change.OPTED_IN, id, event, known, relationship)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> optOutChanged(Change change, UUID id, ChatEvent event, Known known, Relationship relationship) {
        return outbox.add(new ConsentEvent(event.legalEntity(), event.channel(), event.thread(), known.customer().id, change,
                relationship.optOut.word(), "keyword", id, null, null, event.occurredAt()));
    }

    /** A message that comes late, when it can be answered freely no more, is no reason to send anything. */
    private Uni<Void> tell(UUID id, ChatEvent event, Known known, Channel channel, Language language) {
        return isAnswerable(event) ? disclosures.require(channel, known.thread(), language, id)
                : Uni.createFrom().voidItem();
    }

    private boolean isAnswerable(ChatEvent event) {
        return new ServiceWindow(event.occurredAt()).isOpenAt(clock.instant());
    }

    private Uni<Void> tellDesk(UUID id, ChatEvent event, Known known, Channel channel) {
        if (channel.desk().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return disclosures.of(List.of(known.customer().id)).chain(shown -> {
            var proven = shown.stream()
                    .anyMatch(disclosure -> disclosure.channel.equals(channel.name()) && disclosure.state.isProof());
            var closes = new ServiceWindow(known.thread().lastInboundAt).closesAt().orElse(null);
            var media = event.message().media();
            return desk.tell(id, new DeskMessage(known.customer().id, event.channel(), event.customer().name(),
                    event.customer().phone(), event.message().type(), event.message().text(),
                    media == null ? null : media.mimeType(), event.occurredAt(), closes, proven));
        });
    }
}
