package eu.onrecord.consent.telling;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Told;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.contract.chat.Status;

/** Moves a message on by what is told of it; only ever upwards. */
public final class Progress {
    private final Work work;
    private final Notices notices;
    private final ErrorEffects errors;

    public Progress(Work work) {
        this.work = work;
        this.notices = new Notices(work);
        this.errors = new ErrorEffects(work);
    }

    /**
     * @param message locked
     * @param owner whose it is
     * @return whether it came further
     */
    public boolean move(Told told, OutboundMessage message, Dossier owner, Channel channel) {
        var reached = message.state.after(told.state());
        var isNew = reached != message.state;
        if (!isNew && message.providerMessageId != null) {
            return false;
        }
        if (message.providerMessageId == null) {
            message.knownAs(told.messageId(), work.vault()::fingerprintOf);
        }
        message.state = reached;
        if (isNew && reached == Delivery.FAILED) {
            message.error = told.error();
        }
        work.then().changed(message);
        owner.disclosures().stream().filter(it -> it.id.equals(message.disclosureId)).findFirst()
                .ifPresent(disclosure -> notices.advance(disclosure, owner, reached, told.id()));
        if (told.state() == Status.State.FAILED && told.error() != null) {
            errors.take(channel.traits().remedy(told.error()), message, owner, told.error(), told.id(), told.at());
        }
        return isNew;
    }
}
