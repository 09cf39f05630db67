package eu.onrecord.consent.desk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the desk is told of a message: the CloudEvent's data.
 *
 * @param customer the random id to answer to
 * @param channel the channel to answer over
 * @param name what the customer calls themselves
 * @param phone E.164, if known
 * @param kind whether it is a message, or an edit, a revocation or a reaction
 * @param type the provider's word for what it is
 * @param text what it says
 * @param target the message that is edited, taken back or reacted to
 * @param mediaType of the first file
 * @param files the attached files; the archive has them
 * @param writtenAt the provider's time
 * @param windowClosesAt until when it can be answered freely
 * @param noticeProven whether the customer has been shown to know that the chat is kept
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeskMessage(UUID customer, String channel, String name, String phone, String kind, String type, String text,
        String target, String mediaType, List<File> files, Instant writtenAt, Instant windowClosesAt, boolean noticeProven) {

    /**
     * A reference to a file.
     *
     * @param id the provider's
     * @param sha256 hex
     */
    @RegisterForReflection
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
