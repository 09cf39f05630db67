package eu.onrecord.consent.intake;

import java.util.UUID;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Dossiers.Concerned;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.evidence.Effect;
import eu.onrecord.consent.evidence.Evidence;
import eu.onrecord.consent.evidence.EvidenceKind;
import eu.onrecord.consent.evidence.Statement;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.telling.Notices;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Preference.Scope;
import eu.onrecord.contract.chat.Preference.Source;
import eu.onrecord.contract.consent.Change;

/** What providers tell about a customer beside what they write. */
final class CustomerChanges {
    private final Work work;
    private final DeskNews desk;

    CustomerChanges(Work work, DeskNews desk) {
        this.work = work;
        this.desk = desk;
    }

    /** What the customer told the provider that they want. */
    void preference(UUID id, ChatEvent event, Concerned concerned) {
        var relationship = concerned.dossier().relationship();
        var preference = event.preference();
        if (preference.wish() == null) {
            return;
        }
        switch (preference.wish()) {
            case STOP -> {
                var scope = stopped(preference);
                var isLess = preference.source() == Source.BLOCK && scope == OptOut.ALL ? relationship.stop(event.occurredAt())
                        : relationship.optOut(scope, event.occurredAt());
                if (isLess) {
                    silence(scope, concerned.dossier());
                    wish(Effect.OPT_OUT, Change.OPTED_OUT, scope, id, event, concerned);
                }
            }
            // who lets a bot in again has not taken back what they said in words, nor who does what is not known yet
            case START -> {
                var scope = preference.scope() == Scope.ALL ? OptOut.ALL : OptOut.MARKETING;
                if (preference.scope() != null && preference.source() != null && preference.source() != Source.BLOCK
                        && relationship.optIn(scope, event.occurredAt())) {
                    wish(Effect.OPT_IN, Change.OPTED_IN, scope, id, event, concerned);
                }
            }
        }
    }

    /** What a stop is of; a word of a scope that is not known yet is taken for the whole: who wants less is not sent more. */
    static OptOut stopped(Preference preference) {
        return preference.scope() == Scope.MARKETING ? OptOut.MARKETING : OptOut.ALL;
    }

    /** Whom the provider has stopped for us is sent nothing that waits, and no confirmation: it would be refused. */
    private void silence(OptOut scope, Dossier dossier) {
        if (scope == OptOut.ALL) {
            work.then().silence(dossier.id());
            new Notices(work).cancelQueued(dossier);
        }
    }

    /** A new number or id is the same customer; a changed identity may be somebody else, until it is verified. */
    void identity(UUID id, ChatEvent event, Concerned concerned) {
        var change = event.identityChange();
        if (change.what() == IdentityChange.What.IDENTITY) {
            suspend(id, event, concerned);
        } else {
            work.dossiers().replace(concerned.dossier(), Identifier.of(change.phone(), change.userId()), Identifier.in(event));
            desk.tellNewIdentifier(id, event, concerned.dossier());
        }
    }

    /** The company wrote from its phone app. To somebody it has nothing with, that is a cold contact: never silently kept. */
    void echo(UUID id, ChatEvent event, Concerned concerned, Channel channel) {
        if (event.message() != null) {
            desk.tellMessage(id, event, concerned, channel);
        }
        if (event.direction() == Direction.OUTBOUND && concerned.dossier().relationship().writtenTo(event.receivedAt())) {
            work.publish(Change.COLD_CONTACT_DETECTED, concerned.dossier(), event.channel(), event.thread().value(),
                    concerned.dossier().relationship().state.word(), "no-relationship", id, event.receivedAt());
        }
    }

    /** Somebody else may hold the number: nobody is written to until that is checked. */
    void suspend(UUID id, ChatEvent event, Concerned concerned) {
        if (concerned.dossier().relationship().identityChanged(event.occurredAt())) {
            record(Effect.SUSPENDED, null, id, event, concerned);
            work.publish(Change.RELATIONSHIP_CHANGED, concerned.dossier(), event.channel(), event.thread().value(),
                    "suspended", "identity-changed", id, event.occurredAt());
        }
    }

    private void wish(Effect effect, Change change, OptOut scope, UUID id, ChatEvent event, Concerned concerned) {
        record(effect, scope.word(), id, event, concerned);
        work.publish(change, concerned.dossier(), event.channel(), event.thread().value(),
                concerned.dossier().relationship().wishes.optOut.word(), "provider-preference", id, event.occurredAt());
    }

    private void record(Effect effect, String scope, UUID id, ChatEvent event, Concerned concerned) {
        work.then().record(Evidence.seen(id, event.legalEntity(), concerned.dossier().id(), effect, scope,
                Statement.seen(EvidenceKind.PROVIDER, event.occurredAt(), id.toString()), work.now()));
    }
}
