package eu.onrecord.archive.perusal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.onrecord.archive.conversation.Conversation;
import eu.onrecord.archive.media.MediaFiles.MediaFile;
import eu.onrecord.archive.record.Opened;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.EventCodec;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A conversation as a person reads it.
 *
 * @param entries in the order they were recorded
 * @param nextOffset where the next page begins; absent on the last
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Transcript(UUID conversation, String legalEntity, String channel, Instant openedAt, Instant releasedAt,
        UUID releasedBy, List<Entry> entries, Integer nextOffset) {

    /**
     * One record.
     *
     * @param record its random id
     * @param leafIndex its place in the ledger
     * @param type the event's CloudEvents type
     * @param direction who spoke
     * @param text what was said
     * @param messageId the provider's id of the message
     * @param target the message that is edited, revoked or reacted to
     * @param state the status, or the state after a consent event
     * @param reason of a consent event
     * @param occurredAt the provider's time
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(UUID record, Long leafIndex, Instant recordedAt, String type, String direction, String text,
            String messageId, String target, String state, String reason, Instant occurredAt, MediaFile media) {

        static Entry of(Opened opened, MediaFile media) {
            return opened.type().startsWith("eu.onrecord.chat.") ? of(opened, EventCodec.chatIn(opened.content()), media)
                    : of(opened, EventCodec.consentIn(opened.content()));
        }

        private static Entry of(Opened opened, ChatEvent event, MediaFile media) {
            var message = event.message();
            var status = event.status();
            return new Entry(opened.id(), opened.leafIndex(), opened.recordedAt(), opened.type(),
                    lower(event.direction().name()), message == null ? null : message.text(),
                    message == null ? status == null ? null : status.messageId() : message.id(),
                    message == null ? null : message.target(), status == null ? null : lower(status.state().name()), null,
                    event.occurredAt(), media);
        }

        private static Entry of(Opened opened, ConsentEvent event) {
            return new Entry(opened.id(), opened.leafIndex(), opened.recordedAt(), opened.type(), null, null, null, null,
                    event.state(), event.reason(), event.occurredAt(), null);
        }

        private static String lower(String word) {
            return word.toLowerCase(Locale.ROOT);
        }
    }

    static Transcript of(Conversation conversation, List<Entry> entries, Integer nextOffset) {
        return new Transcript(conversation.id, conversation.legalEntity, conversation.channel, conversation.openedAt,
                conversation.releasedAt, conversation.releasedBy, entries, nextOffset);
    }

    @Override
    public String toString() {
        return "Transcript[" + conversation + "]";
    }
}
