package eu.onrecord.consent.desk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.onrecord.contract.chat.Author;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Forwarded;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.Referral;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the desk is told of a message: the CloudEvent's data.
 *
 * @param id of the message: what replies, edits and reactions name
 * @param customer the random id to answer to
 * @param channel the channel to answer over
 * @param network what it travelled over; absent where the provider does not tell
 * @param business the number of ours that was written to, as the provider calls it
 * @param direction {@code inbound}, or {@code outbound} for what the company itself wrote past the desk, such as from its phone
 * @param name what the customer calls themselves
 * @param phone E.164, if known
 * @param kind whether it is a message, or an edit, a revocation, a reaction or a call
 * @param type the provider's word for what it is
 * @param text what it says
 * @param content all that a person can read of it, in order; show text and fields of a type that is not known
 * @param forwarded where the words are somebody else's
 * @param replyTo the message that it answers, by the id that the desk was given for it: by us, where the desk sent it
 * @param target the message that is edited, taken back or reacted to, likewise
 * @param referral what led the customer here
 * @param author who wrote it past the desk, where that is known
 * @param mediaType of the first file
 * @param files the attached files, in the order of the content's; the archive has them
 * @param language that the CRM gave, BCP 47
 * @param writtenAt the provider's time; ours where that cannot be read
 * @param windowClosesAt until when it can be answered freely; absent where there is no such window
 * @param noticeProven whether the customer has been shown to know that the chat is kept
 * @param optOut what they do not want to receive: {@code none}, {@code marketing} or {@code all}
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeskMessage(String id, UUID customer, String channel, Network network, String business, Direction direction,
        String name, String phone, String kind, String type, String text,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Part> content, Forwarded forwarded, String replyTo, String target,
        Referral referral, Author author,
        String mediaType, List<File> files, String language, Instant writtenAt, Instant windowClosesAt, boolean noticeProven,
        String optOut) {

    /**
     * A reference to a file.
     *
     * @param id the provider's
     * @param sha256 hex
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record File(String id, String mimeType, String sha256, String filename) {
        @Override
        public String toString() {
            return "File[redacted]";
        }
    }

    @Override
    public String toString() {
        return "DeskMessage[redacted]";
    }
}
