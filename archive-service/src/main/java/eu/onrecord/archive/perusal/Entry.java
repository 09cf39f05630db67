package eu.onrecord.archive.perusal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import eu.onrecord.contract.chat.Author;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Forwarded;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Referral;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.TimeOf;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.consent.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One thing that happened in a conversation: a message with all that was done to it, or what was told of the customer.
 *
 * @param record the random id of the record
 * @param leafIndex its place in the ledger
 * @param recordedAt when the archive took it
 * @param type the event's CloudEvents type
 * @param sentence what happened, in words, where nobody wrote it
 * @param direction who spoke
 * @param network what it travelled over
 * @param text what was said
 * @param content all that a person can read of it, in order; show text and fields of a type that is not known
 * @param messageId the provider's id of the message
 * @param replyTo the message that it answers
 * @param quoted what that message says, where it is in this conversation
 * @param target the message that is edited, revoked or reacted to, where that is not in this conversation
 * @param forwarded where the words are somebody else's
 * @param referral what led the customer here
 * @param author who wrote it, where the company did and it is known
 * @param state the status, or the state after a consent event
 * @param reason of a consent event, or of a failure
 * @param details what else the provider told of a status or a wish
 * @param preference what the customer told the provider that they want
 * @param identityChange what the provider says is another by now, and which it is
 * @param disclosure which notice was shown, and what it said of purpose and retention
 * @param refusal which message might not go
 * @param occurredAt the provider's time
 * @param timeOf whose clock that is
 * @param source only where it is history: what a phone or a provider handed over later, and was not received when it happened
 * @param media the first of the files
 * @param files all of them, in their order
 * @param notRead why it is not read as it should be, where it is not
 * @param marks what was done to the message later, and how far it came
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Entry(UUID record, Long leafIndex, Instant recordedAt, String type, String sentence, Direction direction,
        Network network, String text, List<Part> content, String messageId, String replyTo, Quoted quoted, String target,
        Forwarded forwarded, Referral referral, Author author, String state, String reason, List<Field> details,
        Preference preference, IdentityChange identityChange, ConsentEvent.Disclosure disclosure, Refusal refusal,
        Instant occurredAt, TimeOf timeOf,
        Source source,
        File media, List<File> files, NotRead notRead, @JsonUnwrapped Marks marks) {

    /**
     * What the records of a message say beside the message; of each it is told, as of the message itself, where it is history.
     *
     * @param versions what it was changed to, one after the other
     * @param deleted when and by whom it was taken back, each time
     * @param reactions to it, in their order; a later one of the same side replaces the earlier
     * @param delivery how far it came, in the order in which the provider tells
     * @param copies further records of the same message, such as the provider's echo of what we sent, or its file that came
     *        later
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Marks(List<Version> versions, List<Deleted> deleted, List<Reaction> reactions, List<Delivery> delivery,
            List<Entry> copies) {
        static final Marks NONE = new Marks(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Why a record is not read as it should be.
     *
     * @param reason {@code erased}, {@code key-lost}, {@code key-unusable}, {@code broken}, or {@code not-understood} for what
     *        is kept as it came
     * @param at when it was erased
     * @param certificate which says why it was erased
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NotRead(String reason, Instant at, UUID certificate) {
    }

    /**
     * What a message was changed to, or what else was told of it.
     *
     * @param author who wrote it, where the company did and it is known
     * @param timeOf whose clock the time is of
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Version(UUID record, Direction direction, Author author, String text, List<Part> content, List<File> files,
            Instant occurredAt, TimeOf timeOf, Source source) {
    }

    /**
     * That a message was taken back.
     *
     * @param direction who took it back; absent where the provider does not tell
     * @param timeOf whose clock the time is of
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Deleted(UUID record, Direction direction, String text, List<Part> content, Instant occurredAt,
            TimeOf timeOf, Source source) {
    }

    /**
     * A reaction to a message.
     *
     * @param author who reacted, where the company did and it is known
     * @param emoji as it was sent; absent where the reaction was taken back
     * @param isRemoved whether it was taken back
     * @param timeOf whose clock the time is of
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Reaction(UUID record, Direction direction, Author author, String emoji, List<Part> content,
            boolean isRemoved, Instant occurredAt, TimeOf timeOf, Source source) {
    }

    /** How far a message came. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Delivery(UUID record, String state, String error, List<Field> details, Instant occurredAt, Source source) {
    }

    /**
     * The message that is answered, as it was first.
     *
     * @param author who wrote it, where the company did and it is known
     * @param forwarded where its words are somebody else's
     * @param timeOf whose clock the time is of
     * @param source only where it is history
     * @param copies what else was told of it, such as a text that came after it was said that there is none; like
     *        the next two the last few of them: all stand with the message itself
     * @param versions what it was changed to, before and after it was answered: each tells its time
     * @param deleted when it was taken back
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Quoted(UUID record, Direction direction, Author author, Forwarded forwarded, String text, List<Part> content,
            List<File> files, Instant occurredAt, TimeOf timeOf, Source source, List<Version> copies, List<Version> versions,
            List<Deleted> deleted) {
    }

    /**
     * A file of a message.
     *
     * @param id by which its bytes are read
     * @param name as the sender called it; whoever stores it under that name makes it harmless first
     * @param mimeType as the provider told it
     * @param foundType what it is by its first bytes; absent where they do not tell
     * @param state {@code wanted} as long as it is on its way, {@code parked} where somebody of ours must mend something first,
     *        {@code held} where it is one of too many of a day until somebody asks for it, {@code kept}, or {@code lost} where
     *        the provider did not give it
     * @param sha256 of the bytes that are kept, hex
     * @param error why it is not here
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record File(UUID id, String name, String mimeType, String foundType, String state, String sha256, Long size,
            String error) {
        @Override
        public String toString() {
            return "File[" + id + "]";
        }
    }

    /** The same, without what it answers. */
    Entry withoutQuoted() {
        return new Entry(record, leafIndex, recordedAt, type, sentence, direction, network, text, content, messageId, replyTo,
                null, target, forwarded, referral, author, state, reason, details, preference, identityChange, disclosure,
                refusal, occurredAt, timeOf, source, media, files, notRead, marks);
    }

    @Override
    public String toString() {
        return "Entry[" + record + "]";
    }
}
