package eu.onrecord.archive.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

import eu.onrecord.contract.act.Act;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.UnreadableEventException;

/** What an event says, if this version knows it, and it says the same outside as inside. Pure. */
public final class Understanding {
    /** Of a name that stands in an index. */
    private static final int LONGEST_NAME = 255;

    private Understanding() {
    }

    /**
     * A chat event.
     *
     * @param type the CloudEvents type it came with
     * @param thread the key it came with
     */
    public static Optional<ChatEvent> chat(String type, String thread, byte[] value) {
        try {
            return Optional.of(EventCodec.chatIn(value)).filter(event -> event.kind().eventType().equals(type)
                    && event.thread().value().equals(thread) && areNames(event.legalEntity(), event.channel()));
        } catch (UnreadableEventException | NullPointerException notUnderstood) {
            return Optional.empty();
        }
    }

    /** A change of consent; as above. */
    public static Optional<ConsentEvent> consent(String type, String thread, byte[] value) {
        try {
            return Optional.of(EventCodec.consentIn(value)).filter(event -> event.change().eventType().equals(type)
                    && event.thread().value().equals(thread) && areNames(event.legalEntity(), event.channel()));
        } catch (UnreadableEventException | NullPointerException notUnderstood) {
            return Optional.empty();
        }
    }

    /** An act; as above, of no thread. */
    public static Optional<Act> act(String type, byte[] value) {
        try {
            return Optional.of(EventCodec.actIn(value))
                    .filter(act -> act.what().eventType().equals(type) && isName(act.legalEntity()));
        } catch (UnreadableEventException | NullPointerException notUnderstood) {
            return Optional.empty();
        }
    }

    /** Whether a database takes it, and an index. */
    public static boolean isName(String text) {
        return isStorable(text) && text.length() <= LONGEST_NAME;
    }

    /** Whether a database takes it: no U+0000, and no half of a pair. */
    public static boolean isStorable(String text) {
        return text != null && text.indexOf(0) < 0 && UTF_8.newEncoder().canEncode(text);
    }

    private static boolean areNames(String... texts) {
        return Arrays.stream(texts).allMatch(Understanding::isName);
    }
}
