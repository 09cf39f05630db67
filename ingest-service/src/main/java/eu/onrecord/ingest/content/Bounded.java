package eu.onrecord.ingest.content;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Forwarded;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Referral;
import eu.onrecord.contract.chat.Status;

/** What is told beside the content, as it can be kept and shown: bounded like it, and without what no text may hold. */
public final class Bounded {
    private static final int LONGEST_NAME = 512;

    /** What the customer said themselves, in words. */
    private static final Set<String> SAID = Stream.of(PartType.TEXT, PartType.CHOICE, PartType.ORDER, PartType.FILE)
            .map(PartType::word)
            .collect(Collectors.toUnmodifiableSet());

    private Bounded() {
    }

    /**
     * Clean, and its text as long as it came: readers of version 1 have only this. Where it has none, they are given the first
     * words that stand in a part. Null for null.
     */
    public static Message message(Message it) {
        if (it == null) {
            return null;
        }
        return new Message(clean(it.id()), clean(it.type()), words(it), clean(it.payload()),
                it.media() == null ? null : file(it.media()), clean(it.replyTo()), clean(it.target()),
                it.moreMedia().stream().map(Bounded::file).toList(), it.content(), forwarded(it.forwarded()),
                referral(it.referral()), it.author(), clean(it.reference()));
    }

    private static String words(Message it) {
        if (it.text() != null && !it.text().isEmpty()) {
            return clean(it.text());
        }
        return it.content().stream().filter(part -> SAID.contains(part.type())).map(Part::text).filter(Objects::nonNull)
                .findFirst().orElse(null);
    }

    private static Forwarded forwarded(Forwarded it) {
        return it == null ? null : new Forwarded(it.times(), name(it.from()));
    }

    private static Referral referral(Referral it) {
        return it == null ? null : new Referral(clean(it.type()), clean(it.id()), clean(it.url()), clean(it.click()));
    }

    /** Null for null. */
    public static IdentityChange identityChange(IdentityChange it) {
        return it == null ? null : new IdentityChange(it.what(), it.phone(), clean(it.userId()), clean(it.hash()));
    }

    private static Media file(Media it) {
        return new Media(clean(it.id()), clean(it.mimeType()), it.sha256(), clean(it.filename()), clean(it.url()));
    }

    /** How much it says, to be bounded where it is said again and again. */
    public static long characters(Message it) {
        var characters = 0L;
        for (var part : it.content()) {
            characters += length(part.text()) + characters(part.fields());
        }
        return characters;
    }

    /** As {@link #characters(Message)}, of what is told beside. */
    public static long characters(List<Field> told) {
        var characters = 0L;
        for (var field : told) {
            characters += length(field.name()) + length(field.value());
        }
        return characters;
    }

    private static long length(String text) {
        return text == null ? 0 : text.length();
    }

    /** An id as it can be kept, as long as it came; null for null. */
    private static String clean(String told) {
        return told == null ? null : Wording.of(told, told.length());
    }

    /** Null for null. */
    public static Customer customer(Customer it) {
        return it == null ? null
                : new Customer(it.phone(), clean(it.userId()),
                        it.name() == null ? null : Wording.of(it.name(), LONGEST_NAME), it.identifiers().stream()
                                .map(other -> new Identifier(other.scheme(), clean(other.value()))).toList());
    }

    /** Null for null. */
    public static Status status(Status it) {
        return it == null ? null
                : new Status(clean(it.messageId()), it.state(), clean(it.reference()), name(it.error()), fields(it.details()));
    }

    /** Null for null. */
    public static Preference preference(Preference it) {
        return it == null ? null
                : new Preference(name(it.category()), name(it.value()), it.wish(), it.scope(), it.source(),
                        fields(it.details()));
    }

    /** A name as it can be kept; null for null. */
    public static String name(String told) {
        return told == null ? null : Wording.of(told, LONGEST_NAME);
    }

    private static List<Field> fields(List<Field> told) {
        return new Parts().add(PartType.SYSTEM, null, told).list().stream().flatMap(part -> part.fields().stream()).toList();
    }
}
