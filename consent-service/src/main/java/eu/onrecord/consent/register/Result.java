package eu.onrecord.consent.register;

import java.util.UUID;

/** What became of a registration. */
sealed interface Result {

    /** @param state the word for the relationship's state now */
    record Registered(UUID customer, String state) implements Result {
    }

    /**
     * Nothing of it was taken.
     *
     * @param reason a closed word
     * @param sentence what to do about it
     */
    record Refused(String reason, String sentence) implements Result {
    }
}
