package eu.onrecord.archive.conversation;

import java.util.Locale;

/**
 * Whether a conversation may be read. Directive 2002/58/EC Art. 5(2): the parties are told before the recording; until that is
 * proven, what is sealed stays sealed for everybody.
 */
public enum ConversationState {
    PENDING,
    RELEASED;

    /** The word in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A conversation that is found to be part of a released one is released with it: it is the same customer on the same
     * channel.
     */
    ConversationState joinedWith(ConversationState other) {
        return this == RELEASED || other == RELEASED ? RELEASED : PENDING;
    }
}
