package eu.onrecord.contract.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A message, or what was done to one.
 *
 * @param id the provider's id of this message, or ours where there is none; holds the phone number on WhatsApp, so it is
 *        personal data
 * @param type the provider's word for what it is, such as {@code text} or {@code image}
 * @param text what a person reads: the body, the caption, the button's title, the reaction's emoji
 * @param payload what a pressed button or chosen row stands for, as the company set it
 * @param media the attached file, or the first of several
 * @param replyTo the id of the message this one answers
 * @param target the id of the message that is edited, revoked or reacted to
 * @param moreMedia the other files, where a message has several
 * @param content all that a person can read of it, in order
 * @param forwarded where the words are somebody else's
 * @param referral what led the customer here
 * @param author who wrote it, where the company did and it is known
 * @param reference our own id of a message that we sent
 */
@RegisterForReflection
public record Message(String id, String type, String text, String payload, Media media, String replyTo, String target,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Media> moreMedia,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Part> content, Forwarded forwarded, Referral referral, Author author,
        String reference) {

    public Message {
        requireNonNull(id, "id");
        requireNonNull(type, "type");
        moreMedia = moreMedia == null ? List.of() : List.copyOf(moreMedia);
        content = content == null ? List.of() : List.copyOf(content);
    }

    /** A message of which nothing more is known. */
    public Message(String id, String type) {
        this(id, type, null, null, null, null, null);
    }

    /** A message with one file, or none. */
    public Message(String id, String type, String text, String payload, Media media, String replyTo, String target) {
        this(id, type, text, payload, media, replyTo, target, List.of(), List.of(), null, null, null, null);
    }

    public Message id(String told) {
        return new Message(told, type, text, payload, media, replyTo, target, moreMedia, content, forwarded, referral, author,
                reference);
    }

    public Message type(String told) {
        return new Message(id, told, text, payload, media, replyTo, target, moreMedia, content, forwarded, referral, author,
                reference);
    }

    public Message text(String told) {
        return new Message(id, type, told, payload, media, replyTo, target, moreMedia, content, forwarded, referral, author,
                reference);
    }

    public Message payload(String told) {
        return new Message(id, type, text, told, media, replyTo, target, moreMedia, content, forwarded, referral, author,
                reference);
    }

    /** With these files, which may be none. */
    public Message files(List<Media> files) {
        return new Message(id, type, text, payload, files.isEmpty() ? null : files.get(0), replyTo, target,
                files.size() < 2 ? List.of() : files.subList(1, files.size()), content, forwarded, referral, author, reference);
    }

    public Message replyTo(String told) {
        return new Message(id, type, text, payload, media, told, target, moreMedia, content, forwarded, referral, author,
                reference);
    }

    public Message target(String told) {
        return new Message(id, type, text, payload, media, replyTo, told, moreMedia, content, forwarded, referral, author,
                reference);
    }

    public Message content(List<Part> parts) {
        return new Message(id, type, text, payload, media, replyTo, target, moreMedia, parts, forwarded, referral, author,
                reference);
    }

    public Message forwarded(Forwarded told) {
        return new Message(id, type, text, payload, media, replyTo, target, moreMedia, content, told, referral, author,
                reference);
    }

    public Message referral(Referral told) {
        return new Message(id, type, text, payload, media, replyTo, target, moreMedia, content, forwarded, told, author,
                reference);
    }

    public Message author(Author told) {
        return new Message(id, type, text, payload, media, replyTo, target, moreMedia, content, forwarded, referral, told,
                reference);
    }

    public Message reference(String ours) {
        return new Message(id, type, text, payload, media, replyTo, target, moreMedia, content, forwarded, referral, author,
                ours);
    }

    /** All its files, in their order. */
    @JsonIgnore
    public List<Media> files() {
        return media == null ? moreMedia
                : moreMedia.isEmpty() ? List.of(media) : Stream.concat(Stream.of(media), moreMedia.stream()).toList();
    }

    @Override
    public String toString() {
        return "Message[type=" + type + ", redacted]";
    }
}
