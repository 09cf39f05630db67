package eu.onrecord.archive.perusal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.onrecord.archive.conversation.Conversation;
import eu.onrecord.archive.media.MediaFiles.MediaFile;
import eu.onrecord.archive.record.Opened;
import eu.onrecord.contract.chat.Author;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Forwarded;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.TimeOf;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.EventCodec;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A conversation as a person reads it.
 *
 * @param entries by the provider's time, within the page; pages are in the order of recording
 * @param nextOffset where the next page begins; absent on the last
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Transcript(UUID conversation, String legalEntity, String channel, Instant openedAt, Instant releasedAt,
        UUID releasedBy, List<Entry> entries, Integer nextOffset) {

    /**
     * One record, as a person reads it.
     *
     * @param record its random id
     * @param leafIndex its place in the ledger
     * @param recordedAt when the archive took it
     * @param type the event's CloudEvents type
     * @param direction who spoke
     * @param network what it travelled over
     * @param text what was said
     * @param content all that a person can read of it, in order; show text and fields of a type that is not known
     * @param messageId the provider's id of the message
     * @param replyTo the message that it answers
     * @param target the message that is edited, revoked or reacted to
     * @param forwarded where the words are somebody else's
     * @param author who wrote it, where the company did and it is known
     * @param state the status, or the state after a consent event
     * @param reason of a consent event, or of a failure
     * @param details what else the provider told of a status or a wish
     * @param preference what the customer told the provider that they want
     * @param occurredAt the provider's time
     * @param timeOf whose clock that is
     * @param media the first of the files
     * @param files all of them, in their order
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Entry(UUID record, Long leafIndex, Instant recordedAt, String type, Direction direction, Network network,
            String text, List<Part> content, String messageId, String replyTo, String target, Forwarded forwarded,
            Author author, String state, String reason, List<Field> details, Preference preference, Instant occurredAt,
            TimeOf timeOf, MediaFile media, List<File> files) {
        /** By the provider's time, which tells what answers what; in the same second by arrival. */
        static final Comparator<Entry> IN_ORDER = Comparator.comparing(
                entry -> Optional.ofNullable(entry.occurredAt()).orElse(entry.recordedAt()));

        static Entry of(Opened opened, List<MediaFile> files) {
            return opened.type().startsWith("eu.onrecord.chat.") ? of(opened, EventCodec.chatIn(opened.content()), files)
                    : of(opened, EventCodec.consentIn(opened.content()));
        }

        private static Entry of(Opened opened, ChatEvent event, List<MediaFile> files) {
            var status = event.status();
            var message = event.message() == null ? new Message(status == null ? "" : status.messageId(), "") : event.message();
            return new Entry(opened.id(), opened.leafIndex(), opened.recordedAt(), opened.type(), event.direction(),
                    event.network(), message.text(), message.content(), message.id(), message.replyTo(), message.target(),
                    message.forwarded(), message.author(), status == null ? null : lower(status.state().name()),
                    status == null ? null : status.error(), details(event), event.preference(), event.occurredAt(),
                    event.timeOf(), files.isEmpty() ? null : files.get(0), File.of(files, message.files()));
        }

        private static List<Field> details(ChatEvent event) {
            return event.status() == null ? List.of() : event.status().details();
        }

        private static Entry of(Opened opened, ConsentEvent event) {
            return new Entry(opened.id(), opened.leafIndex(), opened.recordedAt(), opened.type(), null, null, null, List.of(),
                    null, null, null, null, null, event.state(), event.reason(), List.of(), null, event.occurredAt(), null,
                    null, List.of());
        }

        private static String lower(String word) {
            return word.toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A file of a message.
     *
     * @param id by which its bytes are read
     * @param name as the sender called it; whoever stores it under that name makes it harmless first
     * @param state {@code wanted}, {@code kept} or {@code lost}
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record File(UUID id, String name, String mimeType, String state, String sha256, Long size, String error) {
        private static List<File> of(List<MediaFile> files, List<Media> told) {
            return IntStream.range(0, files.size()).mapToObj(i -> {
                var file = files.get(i);
                return new File(file.id(), i < told.size() ? told.get(i).filename() : null, file.mimeType(), file.state(),
                        file.sha256(), file.size(), file.error());
            }).toList();
        }

        @Override
        public String toString() {
            return "File[" + id + "]";
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
