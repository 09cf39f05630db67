package eu.onrecord.consent.intake;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.Suppression;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Source;

/** Events whose customer was erased since: all that stays of one is a request for less, by keyed hashes alone. */
final class ForgottenEvents {
    private final Work work;

    ForgottenEvents(Work work) {
        this.work = work;
    }

    void take(ChatEvent event, Channel channel) {
        var scope = scope(event, channel);
        if (scope != OptOut.NONE) {
            Identifier.in(event).forEach(identifier -> work.suppress(new Suppression(
                    work.vault().hash(event.legalEntity(), identifier), scope.name(),
                    event.occurredAt() == null ? event.receivedAt() : event.occurredAt())));
        }
    }

    private static OptOut scope(ChatEvent event, Channel channel) {
        var unwanted = InboundMessages.unwanted(event, channel);
        if (unwanted != OptOut.NONE) {
            return unwanted;
        }
        var preference = event.preference();
        return event.kind() == Kind.PREFERENCE_CHANGE && event.source() == Source.LIVE && preference != null
                && preference.wish() == Preference.Wish.STOP ? CustomerChanges.stopped(preference) : OptOut.NONE;
    }
}
