package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A message, or what was done to one.
 *
 * @param id the provider's id of this message; holds the phone number on WhatsApp, so it is personal data
 * @param type the provider's word for what it is, such as {@code text} or {@code image}
 * @param text what a person reads: the body, the caption, the button's title, the reaction's emoji
 * @param payload what a pressed button or chosen row stands for, as the company set it
 * @param media the attached file, or the first of several
 * @param replyTo the id of the message this one answers
 * @param target the id of the message that is edited, revoked or reacted to
 * @param moreMedia the other files, where a message has several
 */
@RegisterForReflection
public record Message(String id, String type, String text, String payload, Media media, String replyTo, String target,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Media> moreMedia) {

    public Message {
        requireNonNull(id, "id");
        requireNonNull(type, "type");
        moreMedia = moreMedia == null ? List.of() : List.copyOf(moreMedia);
    }

    /** A message with one file, or none. */
    public Message(String id, String type, String text, String payload, Media media, String replyTo, String target) {
        this(id, type, text, payload, media, replyTo, target, List.of());
    }

    @Override
    public String toString() {
        return "Message[type=" + type + ", redacted]";
    }
}
