package eu.onrecord.archive.mention;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Status;

/**
 * That a record speaks of a message.
 *
 * @param role what it is to it
 * @param id the message's, the provider's or ours
 */
public record Mention(Role role, String id) {

    /** What a record is to a message. */
    public enum Role {
        /** The message itself; also the provider's echo of what we sent ourselves. */
        IS,
        /** What was done to it, or how far it came. */
        ABOUT
    }

    /** All of an event; none where it speaks of no message. */
    public static List<Mention> in(ChatEvent event) {
        return switch (event.kind()) {
            case STATUS -> event.status() == null ? List.of() : ofStatus(event.status());
            case EDIT, REVOCATION, REACTION -> ofMark(event.message());
            case MESSAGE, UNSUPPORTED, CALL -> event.message() == null ? List.of() : ofMessage(event.message());
            case IDENTITY_CHANGE, PREFERENCE_CHANGE, ACCOUNT -> List.of();
        };
    }

    private static List<Mention> ofMessage(Message message) {
        return mentions(Role.IS, message.id(), message.reference());
    }

    private static List<Mention> ofStatus(Status status) {
        return mentions(Role.ABOUT, status.messageId(), status.reference());
    }

    private static List<Mention> ofMark(Message message) {
        return message == null || message.target() == null ? List.of() : mentions(Role.ABOUT, message.target(), null);
    }

    /** Our own ids are UUIDs; what others put there, such as a campaign's name, is no message's id. */
    private static boolean isOurs(String reference) {
        try {
            return UUID.fromString(reference).toString().equals(reference);
        } catch (IllegalArgumentException theirs) {
            return false;
        }
    }

    private static List<Mention> mentions(Role role, String id, String reference) {
        return Stream.of(id, reference).filter(Objects::nonNull).filter(told -> told == id || isOurs(told))
                .filter(told -> !told.isEmpty()).distinct()
                .map(told -> new Mention(role, told)).toList();
    }

    @Override
    public String toString() {
        return "Mention[" + role + "]";
    }
}
