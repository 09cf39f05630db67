package eu.onrecord.consent.intake;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.Customers;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.Known;
import eu.onrecord.consent.message.Progress;
import eu.onrecord.consent.outbox.Outbox;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Relationship;
import eu.onrecord.consent.relationship.RelationshipState;
import eu.onrecord.consent.relationship.Relationships;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Envelope;
import io.smallrye.mutiny.Uni;

/** What follows from one chat event, in the current transaction. The same event again has no effect. */
@ApplicationScoped
class ChatIntake {
    private final TakenEvents takenEvents;
    private final Channels channels;
    private final Customers customers;
    private final Relationships relationships;
    private final InboundMessages inbound;
    private final Progress progress;
    private final Outbox outbox;
    private final Clock clock;

    ChatIntake(TakenEvents takenEvents, Channels channels, Customers customers, Relationships relationships,
            InboundMessages inbound,
            Progress progress, Outbox outbox, Clock clock) {
        this.takenEvents = takenEvents;
        this.channels = channels;
        this.customers = customers;
        this.relationships = relationships;
        this.inbound = inbound;
        this.progress = progress;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> take(Envelope<ChatEvent> envelope) {
        var ours = envelope.source().equals(Outbox.SOURCE);
        var channel = channels.find(envelope.data().channel());
        if (ours || channel.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return takenEvents.isNew(envelope.id()).chain(isNew -> isNew ? takeNew(envelope.id(), envelope.data(), channel.get())
                : Uni.createFrom().voidItem());
    }

    private Uni<Void> takeNew(UUID id, ChatEvent event, Channel channel) {
        if (event.customer() == null) {
            return event.kind() == Kind.STATUS ? progress.told(event, id, Optional.empty()) : Uni.createFrom().voidItem();
        }
        return customers.of(event).call(this::joinRelationships).call(known -> tellLinks(event, known)).chain(known -> {
            if (event.isLiveInboundMessage()) {
                return inbound.take(id, event, known, channel);
            }
            if (event.source() == Source.HISTORY) {
                return Uni.createFrom().voidItem();
            }
            return switch (event.kind()) {
                case STATUS -> progress.told(event, id, Optional.of(known.customer().id));
                case PREFERENCE_CHANGE -> preference(id, event, known);
                case IDENTITY_CHANGE -> identity(id, event, known);
                case MESSAGE -> event.direction() == Direction.OUTBOUND ? echo(id, event, known)
                        : Uni.createFrom().voidItem();
                case UNSUPPORTED -> event.direction() == Direction.OUTBOUND ? echo(id, event, known)
                        : Uni.createFrom().voidItem();
                case EDIT, REVOCATION, REACTION, ACCOUNT -> Uni.createFrom().voidItem();
            };
        });
    }

    private Uni<?> joinRelationships(Known known) {
        return known.merged().isEmpty() ? Uni.createFrom().voidItem() : relationships.of(known);
    }

    /** From now on these threads are one conversation, for the archive too. */
    private Uni<Void> tellLinks(ChatEvent event, Known known) {
        if (known.newlyLinked().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return outbox.add(new ConsentEvent(event.legalEntity(), event.channel(), event.thread(), known.customer().id,
                Change.THREADS_LINKED, null, null, null, null, known.newlyLinked().stream().map(ThreadId::new).toList(),
                clock.instant()));
    }

    private Uni<Void> preference(UUID id, ChatEvent event, Known known) {
        return relationships.of(known).chain(relationship -> switch (event.preference().value()) {
            case "stop" -> relationship.optOut(OptOut.MARKETING, event.occurredAt())
                    ? changed(Change.OPTED_OUT, id, event, known, relationship)
                    : Uni.createFrom().voidItem();
            // it is about marketing: who said STOP to everything does not take that back with it
            case "resume", "signup" -> relationship.optOut == OptOut.MARKETING && relationship.optIn(event.occurredAt())
                    ? changed(Change.OPTED_IN, id, event, known, relationship)
                    : Uni.createFrom().voidItem();
            default -> Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> changed(Change change, UUID evidence, ChatEvent event, Known known, Relationship relationship) {
        return outbox.add(new ConsentEvent(event.legalEntity(), event.channel(), event.thread(), known.customer().id, change,
                relationship.optOut.word(), "provider-preference", evidence, null, null, event.occurredAt()));
    }

    /** A new number or id is the same customer; a changed identity may be somebody else, until it is verified. */
    private Uni<Void> identity(UUID id, ChatEvent event, Known known) {
        var change = event.identityChange();
        if (change.what() != IdentityChange.What.IDENTITY) {
            return customers.replaceIdentifiers(known.customer(), Identifier.of(change.phone(), change.userId()));
        }
        return relationships.of(known).chain(relationship -> {
            relationship.suspended = true;
            return outbox.add(new ConsentEvent(event.legalEntity(), event.channel(), event.thread(), known.customer().id,
                    Change.RELATIONSHIP_CHANGED, "suspended", "identity-changed", id, null, null, event.occurredAt()));
        });
    }

    /** The company wrote from its phone app. To somebody it has nothing with, that is a cold contact: never silently kept. */
    private Uni<Void> echo(UUID id, ChatEvent event, Known known) {
        return relationships.of(known).chain(relationship -> relationship.state != RelationshipState.UNKNOWN
                ? Uni.createFrom().voidItem()
                : outbox.add(new ConsentEvent(event.legalEntity(), event.channel(), event.thread(), known.customer().id,
                        Change.COLD_CONTACT_DETECTED, relationship.state.word(), "no-relationship", id, null, null,
                        event.receivedAt())));
    }
}
