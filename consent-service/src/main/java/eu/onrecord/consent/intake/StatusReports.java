package eu.onrecord.consent.intake;

import java.util.Optional;
import java.util.UUID;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.ErrorEffects;
import eu.onrecord.consent.dossier.Notices;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Status;

/** What a provider tells of our messages: late, twice and out of order; it only ever moves them on. */
final class StatusReports {
    private final Work work;
    private final DeskNews desk;
    private final Notices notices;
    private final ErrorEffects errors;

    StatusReports(Work work, DeskNews desk) {
        this.work = work;
        this.desk = desk;
        this.notices = new Notices(work);
        this.errors = new ErrorEffects(work);
    }

    /** A status that names nobody: its message tells whom it concerns. */
    void take(UUID id, ChatEvent event, Channel channel) {
        take(id, event, Optional.empty(), channel);
    }

    void take(UUID id, ChatEvent event, Dossier named, Channel channel) {
        take(id, event, Optional.of(named), channel);
    }

    /**
     * It counts only if it is for a message of ours, on the channel and from the customer it was sent to, and with the
     * provider's id once that is known.
     */
    private void take(UUID id, ChatEvent event, Optional<Dossier> named, Channel channel) {
        var message = work.sent().of(event).filter(it -> it.channel.equals(event.channel())).orElse(null);
        if (message == null || message.providerMessageId != null
                && !message.providerMessageId.equals(event.status().messageId())) {
            return;
        }
        work.dossiers().find(message.customerId).filter(owner -> named.isEmpty() || named.get() == owner)
                .ifPresent(owner -> move(id, event, message, owner, channel));
    }

    private void move(UUID id, ChatEvent event, OutboundMessage message, Dossier owner, Channel channel) {
        var reached = message.state.after(event.status().state());
        var isNew = reached != message.state;
        if (!isNew && message.providerMessageId != null) {
            return;
        }
        message.providerMessageId = event.status().messageId();
        message.state = reached;
        if (isNew && reached == Delivery.FAILED) {
            message.error = event.status().error();
        }
        work.then().changed(message);
        owner.disclosures().stream().filter(it -> it.id.equals(message.disclosureId)).findFirst()
                .ifPresent(disclosure -> notices.advance(disclosure, owner, reached, id));
        if (event.status().state() == Status.State.FAILED && event.status().error() != null) {
            errors.take(channel, message, owner, event.status().error(), id, event.occurredAt());
        }
        if (isNew) {
            desk.tellStatus(id, message, channel);
        }
    }
}
