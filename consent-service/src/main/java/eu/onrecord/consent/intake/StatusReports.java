package eu.onrecord.consent.intake;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Remedy;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.Suppression;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Told;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.telling.ErrorEffects;
import eu.onrecord.consent.telling.Progress;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Status;

/** What a provider tells of our messages: late, twice and out of order; it only ever moves them on. */
final class StatusReports {
    private static final Set<Remedy> WISHES = Set.of(Remedy.OPT_OUT_OF_ALL, Remedy.OPT_OUT_OF_MARKETING);

    private final Work work;
    private final DeskNews desk;
    private final Progress progress;

    StatusReports(Work work, DeskNews desk) {
        this.work = work;
        this.desk = desk;
        this.progress = new Progress(work);
    }

    /** A status that names nobody: its message tells whom it concerns. */
    void take(UUID id, ChatEvent event, Channel channel) {
        take(id, event, Optional.empty(), channel);
    }

    void take(UUID id, ChatEvent event, Dossier named, Channel channel) {
        take(id, event, Optional.of(named), channel);
    }

    /** Whom a provider does not let us write to any more, though nobody here knows them: by a keyed hash alone. */
    void suppress(ChatEvent event, Channel channel) {
        wishOf(event, channel).map(remedy -> remedy == Remedy.OPT_OUT_OF_ALL ? OptOut.ALL : OptOut.MARKETING)
                .ifPresent(scope -> Identifier.in(event).forEach(identifier -> work.suppress(new Suppression(
                        work.vault().hash(event.legalEntity(), identifier), scope.name(), event.receivedAt()))));
    }

    /**
     * It counts whatever becomes of the message, and for whom it names: who has the number now. Where it names nobody whom we
     * know, for whom the message was sent to, and by what it is named.
     */
    private void hear(Remedy remedy, UUID id, ChatEvent event, Optional<Dossier> named, Optional<OutboundMessage> found,
            Channel channel) {
        var meant = named.or(() -> found.flatMap(it -> work.dossiers().find(it.customerId)));
        meant.ifPresent(customer -> new ErrorEffects(work).take(remedy, event.channel(),
                found.map(it -> it.thread).orElseGet(() -> thread(event, customer)), customer, event.status().error(), id,
                Told.of(id, event).at()));
        if (named.isEmpty()) {
            suppress(event, channel);
        }
    }

    private static String thread(ChatEvent event, Dossier customer) {
        return event.thread() != null ? event.thread().value()
                : customer.lastThreadOn(event.channel()).map(it -> it.id).orElse(customer.id().toString());
    }

    /** What a refusal says of what the customer wants, whatever message it is about. */
    private static Optional<Remedy> wishOf(ChatEvent event, Channel channel) {
        return Optional.ofNullable(event.status()).filter(it -> it.state() == Status.State.FAILED)
                .map(Status::error).map(channel.traits()::remedy).filter(WISHES::contains);
    }

    /**
     * It counts only if it is for a message of ours, on the channel and from the customer it was sent to, and with the
     * provider's id once that is known. One that carries no reference may come before that id is known: it is kept for then.
     */
    private void take(UUID id, ChatEvent event, Optional<Dossier> named, Channel channel) {
        var found = work.sent().of(event).filter(it -> it.channel.equals(event.channel()));
        wishOf(event, channel).ifPresent(remedy -> hear(remedy, id, event, named, found, channel));
        if (found.isEmpty()) {
            if (event.status().reference() == null) {
                work.then().keep(Told.of(id, event));
            }
            return;
        }
        var message = found.get();
        if (message.providerMessageId != null
                && !message.providerMessageId.equals(work.vault().fingerprintOf(event.status().messageId()))) {
            return;
        }
        work.dossiers().find(message.customerId).filter(owner -> named.isEmpty() || named.get() == owner).ifPresent(owner -> {
            if (progress.move(Told.of(id, event), message, owner, channel)) {
                work.then().tellDesk(id, message);
            }
        });
    }
}
