package eu.onrecord.consent.intake;

import java.util.UUID;

import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.dossier.Dossiers.Concerned;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.evidence.Effect;
import eu.onrecord.consent.evidence.Evidence;
import eu.onrecord.consent.evidence.EvidenceKind;
import eu.onrecord.consent.evidence.Statement;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.IdentityChange;
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
        switch (event.preference().value()) {
            case "stop" -> {
                if (relationship.optOut(OptOut.MARKETING, event.occurredAt())) {
                    wish(Effect.OPT_OUT, Change.OPTED_OUT, id, event, concerned);
                }
            }
            // it is about marketing: who said STOP to everything does not take that back with it
            case "resume", "signup" -> {
                if (relationship.optIn(OptOut.MARKETING, event.occurredAt())) {
                    wish(Effect.OPT_IN, Change.OPTED_IN, id, event, concerned);
                }
            }
            default -> {
            }
        }
    }

    /** A new number or id is the same customer; a changed identity may be somebody else, until it is verified. */
    void identity(UUID id, ChatEvent event, Concerned concerned) {
        var change = event.identityChange();
        if (change.what() == IdentityChange.What.IDENTITY) {
            suspend(id, event, concerned);
        } else {
            work.dossiers().replace(concerned.dossier(), Identifier.of(change.phone(), change.userId()));
            desk.tellNewIdentifier(id, event, concerned.dossier());
        }
    }

    /** The company wrote from its phone app. To somebody it has nothing with, that is a cold contact: never silently kept. */
    void echo(UUID id, ChatEvent event, Concerned concerned) {
        if (event.direction() == Direction.OUTBOUND && concerned.dossier().relationship().writtenTo(event.receivedAt())) {
            work.publish(Change.COLD_CONTACT_DETECTED, concerned.dossier(), event.channel(), event.thread().value(),
                    concerned.dossier().relationship().state.word(), "no-relationship", id, event.receivedAt());
        }
    }

    private void suspend(UUID id, ChatEvent event, Concerned concerned) {
        if (concerned.dossier().relationship().identityChanged(event.occurredAt())) {
            record(Effect.SUSPENDED, null, id, event, concerned);
            work.publish(Change.RELATIONSHIP_CHANGED, concerned.dossier(), event.channel(), event.thread().value(),
                    "suspended", "identity-changed", id, event.occurredAt());
        }
    }

    private void wish(Effect effect, Change change, UUID id, ChatEvent event, Concerned concerned) {
        record(effect, OptOut.MARKETING.word(), id, event, concerned);
        work.publish(change, concerned.dossier(), event.channel(), event.thread().value(),
                concerned.dossier().relationship().wishes.optOut.word(), "provider-preference", id, event.occurredAt());
    }

    private void record(Effect effect, String scope, UUID id, ChatEvent event, Concerned concerned) {
        work.then().record(Evidence.seen(id, event.legalEntity(), concerned.dossier().id(), effect, scope,
                Statement.seen(EvidenceKind.PROVIDER, event.occurredAt(), id.toString()), work.now()));
    }
}
