package eu.onrecord.consent.intake;

import java.util.UUID;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.dossier.Dossiers.Concerned;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Source;

/** What follows from a chat event, decided in memory. The same event again has no effect. */
final class ChatIntake {
    private final Work work;
    private final InboundMessages inbound;
    private final StatusReports statuses;
    private final CustomerChanges changes;
    private final DeskNews desk;
    private final ForgottenEvents forgotten;

    ChatIntake(Work work) {
        this.work = work;
        this.desk = new DeskNews(work);
        this.forgotten = new ForgottenEvents(work);
        this.inbound = new InboundMessages(work, desk);
        this.statuses = new StatusReports(work, desk);
        this.changes = new CustomerChanges(work, desk);
    }

    /** @param id of the event */
    void take(UUID id, ChatEvent told, Channel channel) {
        var event = ProviderTime.believed(told);
        if (event.customer() == null) {
            if (event.kind() == Kind.STATUS) {
                statuses.take(id, event, channel);
            }
            return;
        }
        if (event.kind() == Kind.STATUS) {
            status(id, event, channel);
            return;
        }
        if (work.dossiers().isForgotten(event)) {
            forgotten.take(event, channel);
            return;
        }
        var concerned = work.dossiers().of(event);
        if (concerned.isDoubtful() && event.source() == Source.LIVE) {
            changes.suspend(id, event, concerned);
        }
        if (event.isLiveInboundMessage()) {
            inbound.take(id, event, concerned, channel);
        } else if (event.source() == Source.LIVE) {
            takeOther(id, event, concerned, channel);
        }
    }

    private void takeOther(UUID id, ChatEvent event, Concerned concerned, Channel channel) {
        switch (event.kind()) {
            case PREFERENCE_CHANGE -> changes.preference(id, event, concerned);
            case IDENTITY_CHANGE -> changes.identity(id, event, concerned);
            case MESSAGE, UNSUPPORTED -> {
                inbound.timeless(id, event, concerned, channel);
                changes.echo(id, event, concerned, channel);
            }
            case EDIT -> {
                inbound.edited(id, event, concerned, channel);
                desk.tellMessage(id, event, concerned, channel);
            }
            case REVOCATION, REACTION, CALL -> desk.tellMessage(id, event, concerned, channel);
            case ACCOUNT, STATUS -> {
            }
        }
    }

    /** A receipt makes nobody known: not who was erased since, and not whom others write to over the same number. */
    private void status(UUID id, ChatEvent event, Channel channel) {
        var identifiers = Identifier.in(event);
        var named = identifiers.stream().flatMap(it -> work.dossiers().find(event.legalEntity(), it).stream()).findFirst();
        if (named.isPresent()) {
            statuses.take(id, event, named.get(), channel);
        } else if (identifiers.stream().noneMatch(it -> it.kind() == Identifier.Kind.PHONE)) {
            statuses.take(id, event, channel);
        } else {
            statuses.suppress(event, channel);
        }
    }
}
