package eu.onrecord.consent.telling;

import java.time.Instant;
import java.util.UUID;

import eu.onrecord.consent.channel.Remedy;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.evidence.Effect;
import eu.onrecord.consent.evidence.Evidence;
import eu.onrecord.consent.evidence.EvidenceKind;
import eu.onrecord.consent.evidence.Statement;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.contract.consent.Change;

/** What a provider's error tells about the customer: that they want less, or that somebody else may hold the number. */
public final class ErrorEffects {
    private final Work work;

    public ErrorEffects(Work work) {
        this.work = work;
    }

    /**
     * @param remedy what the error asks for
     * @param code the provider's
     * @param evidence the id of what told it
     */
    public void take(Remedy remedy, OutboundMessage message, Dossier owner, String code, UUID evidence, Instant at) {
        take(remedy, message.channel, message.thread, owner, code, evidence, at);
    }

    /**
     * The same of a message that nobody here sent, or knows any more: the provider speaks of the customer all the same.
     *
     * @param thread of the customer
     */
    public void take(Remedy remedy, String channel, String thread, Dossier owner, String code, UUID evidence, Instant at) {
        switch (remedy) {
            case OPT_OUT_OF_MARKETING -> optOut(OptOut.MARKETING, channel, thread, owner, code, evidence, at);
            case OPT_OUT_OF_ALL -> {
                optOut(OptOut.ALL, channel, thread, owner, code, evidence, at);
                work.then().silence(owner.id());
                new Notices(work).cancelQueued(owner);
            }
            case SUSPEND -> {
                if (owner.relationship().identityChanged(at)) {
                    record(Effect.SUSPENDED, null, owner, code, evidence, at);
                    work.publish(Change.RELATIONSHIP_CHANGED, owner, channel, thread, "suspended",
                            "identity-changed", evidence, at);
                }
            }
            case BACK_OFF, NOT_TODAY, GIVE_UP, UNREACHABLE, NEEDS_TEMPLATE, STOP_BEGINNING, CALL_OPERATOR -> {
            }
        }
    }

    private void optOut(OptOut scope, String channel, String thread, Dossier owner, String code, UUID evidence, Instant at) {
        if (owner.relationship().optOut(scope, at)) {
            record(Effect.OPT_OUT, scope.word(), owner, code, evidence, at);
            work.publish(Change.OPTED_OUT, owner, channel, thread, owner.relationship().wishes.optOut.word(),
                    "provider-error", evidence, at);
        }
    }

    private void record(Effect effect, String scope, Dossier owner, String code, UUID evidence, Instant at) {
        work.then().record(Evidence.seen(evidence, owner.customer().legalEntity, owner.id(), effect, scope,
                Statement.seen(EvidenceKind.PROVIDER, at, code), work.now()));
    }
}
