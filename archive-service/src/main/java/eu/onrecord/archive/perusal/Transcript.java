package eu.onrecord.archive.perusal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.onrecord.archive.conversation.Conversation;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A conversation as a person reads it.
 *
 * @param entries in the order in which it happened, by the provider's clock; in the same second by arrival
 * @param next where the next page begins, to be given as {@code after}; absent on the last
 * @param isCut whether more was done to the messages of this page than is told at once: the view {@code records} tells all
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Transcript(UUID conversation, String legalEntity, String channel, Instant openedAt, Instant releasedAt,
        UUID releasedBy, List<Entry> entries, String next, Boolean isCut) {

    static Transcript of(Conversation conversation, List<Entry> entries, String next, boolean isCut) {
        return new Transcript(conversation.id, conversation.legalEntity, conversation.channel, conversation.openedAt,
                conversation.releasedAt, conversation.releasedBy, entries, next, isCut ? Boolean.TRUE : null);
    }

    @Override
    public String toString() {
        return "Transcript[" + conversation + "]";
    }
}
