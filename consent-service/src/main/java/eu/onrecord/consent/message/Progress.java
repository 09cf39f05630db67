package eu.onrecord.consent.message;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.hibernate.reactive.mutiny.Mutiny;

import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.Customers;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.outbox.Outbox;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.wire.EventId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;

/** What is learnt about a message after it was queued: from the send call, and from statuses. */
@ApplicationScoped
public class Progress {
    private final Channels channels;
    private final Customers customers;
    private final NoticeProgress notices;
    private final Outbox outbox;
    private final Clock clock;

    Progress(Channels channels, Customers customers, NoticeProgress notices, Outbox outbox, Clock clock) {
        this.channels = channels;
        this.customers = customers;
        this.notices = notices;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Records how an attempt to send ended. A status may have come before. */
    @WithTransaction
    Uni<Void> ended(UUID id, SendOutcome outcome) {
        return locked(id).chain(message -> {
            if (outcome instanceof SendOutcome.Accepted accepted) {
                return accepted(message, accepted.providerMessageId(), accepted.request(), Delivery.ACCEPTED, null);
            }
            if (message.state != Delivery.CLAIMED) {
                return Uni.createFrom().voidItem();
            }
            if (outcome instanceof SendOutcome.Refused refused) {
                return failed(message, refused.error());
            }
            if (outcome instanceof SendOutcome.NotNow notNow) {
                return again(message, notNow.error());
            }
            return advance(message, Delivery.UNCERTAIN, null);
        });
    }

    /**
     * Takes in a status. It counts only if it is for a message of ours, on the channel and from the customer it was sent to,
     * and
     * with the provider's id once that is known.
     *
     * @param evidence the id of the event that tells it
     * @param customer whom the status names; empty where it names nobody
     */
    public Uni<Void> told(ChatEvent event, UUID evidence, Optional<UUID> customer) {
        return find(event).chain(message -> {
            if (message == null || !message.channel.equals(event.channel())
                    || customer.filter(named -> !named.equals(message.customerId)).isPresent()) {
                return Uni.createFrom().voidItem();
            }
            if (message.providerMessageId != null && !message.providerMessageId.equals(event.status().messageId())) {
                return Uni.createFrom().voidItem();
            }
            var reached = message.state.after(event.status().state());
            if (event.status().state() == Status.State.FAILED && reached == Delivery.FAILED) {
                message.error = event.status().error();
            }
            return message.providerMessageId == null
                    ? accepted(message, event.status().messageId(), null, reached, evidence)
                    : advance(message, reached, evidence);
        });
    }

    private Uni<OutboundMessage> find(ChatEvent event) {
        var reference = reference(event.status().reference());
        return reference.isPresent() ? locked(reference.get())
                : OutboundMessage.<OutboundMessage> find("channel = ?1 and providerMessageId = ?2", event.channel(),
                        event.status().messageId()).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    private static Optional<UUID> reference(String reference) {
        try {
            return Optional.ofNullable(reference).map(UUID::fromString);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static Uni<OutboundMessage> locked(UUID id) {
        return Panache.getSession().chain((Mutiny.Session session) -> session.find(OutboundMessage.class, id,
                LockModeType.PESSIMISTIC_WRITE));
    }

    /** From here on it is a sent chat event, for the archive; the text need not be here any more. */
    private Uni<Void> accepted(OutboundMessage message, String providerMessageId, byte[] request, Delivery reached,
            UUID evidence) {
        if (message.providerMessageId != null) {
            return advance(message, reached, evidence);
        }
        message.providerMessageId = providerMessageId;
        var text = message.body;
        message.body = null;
        return customers.identifiersOf(message.customerId)
                .chain(identifiers -> outbox.add(EventId.of(message.channel, providerMessageId, "message"),
                        sent(message, identifiers, text,
                                request == null ? text.getBytes(StandardCharsets.UTF_8) : request)))
                .chain(() -> advance(message, reached, evidence));
    }

    private ChatEvent sent(OutboundMessage message, Iterable<Identifier> identifiers, String text, byte[] request) {
        String phone = null;
        String userId = null;
        for (var identifier : identifiers) {
            phone = identifier.kind() == Identifier.Kind.PHONE ? identifier.value() : phone;
            userId = identifier.kind() == Identifier.Kind.USER_ID ? identifier.value() : userId;
        }
        var now = clock.instant();
        var channel = channels.find(message.channel).orElseThrow();
        var original = new Original("application/json", request,
                new Original.Authentication("sent-by-onrecord", null, null, now));
        return new ChatEvent(channel.legalEntity(), message.channel, channel.provider(), message.business,
                new ThreadId(message.thread), new Customer(phone, userId, null), Direction.OUTBOUND, Kind.MESSAGE, Source.LIVE,
                new Message(message.providerMessageId, "text", text, null, null, null, null), null, null, null, now, now,
                original);
    }

    private Uni<Void> failed(OutboundMessage message, String error) {
        message.error = error;
        message.body = null;
        return advance(message, Delivery.FAILED, null);
    }

    private Uni<Void> again(OutboundMessage message, String error) {
        var wait = Backoff.afterAttempt(message.attempts);
        if (wait.isEmpty()) {
            return failed(message, error);
        }
        message.error = error;
        message.state = Delivery.QUEUED;
        message.dueAt = clock.instant().plus(wait.get());
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> advance(OutboundMessage message, Delivery reached, UUID evidence) {
        message.state = message.state.upTo(reached);
        return message.disclosureId == null ? Uni.createFrom().voidItem()
                : notices.advance(message.disclosureId, message.state, evidence);
    }
}
