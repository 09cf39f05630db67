package eu.onrecord.archive.perusal;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

import eu.onrecord.archive.access.LegalEntities;
import eu.onrecord.archive.act.Acts;
import eu.onrecord.archive.conversation.Conversation;
import eu.onrecord.archive.conversation.ConversationState;
import eu.onrecord.archive.problem.Problem;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.contract.act.Act.Deed;
import eu.onrecord.contract.act.Act.Outcome;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Whether a conversation may be read by whoever asks; that they may not is recorded before they are told. */
@ApplicationScoped
class Readable {
    private final LegalEntities legalEntities;
    private final Acts acts;

    Readable(LegalEntities legalEntities, Acts acts) {
        this.legalEntities = legalEntities;
        this.acts = acts;
    }

    /**
     * The conversation with this id; of one that was taken in by another, that.
     *
     * @throws Problem if there is none, if it is another legal entity's, or if the customer is not proven to have been told
     */
    Uni<Conversation> conversation(UUID id, Deed what, Purpose why) {
        var seen = legalEntities.ofCaller();
        return Panache.withSession(() -> kept(id))
                .onFailure(Problem.class).call(() -> acts.record(what, why.word(), Acts.NO_LEGAL_ENTITY, List.of(id), List.of(),
                        Outcome.REFUSED))
                .onFailure(Readable::isOurs).call(() -> acts.failed(what, why.word(), Acts.NO_LEGAL_ENTITY, List.of(id)))
                .call(conversation -> seen.contains(conversation.legalEntity) ? Uni.createFrom().voidItem()
                        : refused(conversation, what, why).invoke(() -> {
                            throw unknown();
                        }))
                .chain(conversation -> conversation.state == ConversationState.RELEASED ? Uni.createFrom().item(conversation)
                        : refused(conversation, what, why).map(recorded -> {
                            throw ProblemType.NOTICE_NOT_PROVEN
                                    .problem("The customer is not proven to have been told that the chat is kept. "
                                            + "It can be read when the recording notice was delivered.")
                                    .with("reason", "notice-not-proven").with("pendingSince", conversation.openedAt.toString());
                        }));
    }

    /** Something went wrong that is no fault of whoever asks, after they had their turn. */
    static boolean isOurs(Throwable failure) {
        return !(failure instanceof Problem || failure instanceof BulkheadException);
    }

    private Uni<Void> refused(Conversation conversation, Deed what, Purpose why) {
        return acts.record(what, why.word(), conversation.legalEntity, List.of(conversation.id), List.of(), Outcome.REFUSED);
    }

    private static Uni<Conversation> kept(UUID id) {
        return Conversation.<Conversation> findById(id).chain(found -> {
            if (found == null) {
                throw unknown();
            }
            return found.mergedInto == null ? Uni.createFrom().item(found) : kept(found.mergedInto);
        });
    }

    /** Also of another legal entity's: nobody learns that there is one. */
    private static Problem unknown() {
        return ProblemType.CONVERSATION_UNKNOWN.problem("There is no conversation with this id.");
    }
}
