package eu.onrecord.consent.desk;

import java.util.UUID;

/**
 * Something that the desk of a channel is told.
 *
 * @param id also the webhook's, so that the desk knows a repetition
 * @param type the CloudEvents type
 * @param data of the CloudEvent
 */
public record DeskEvent(UUID id, String channel, UUID customer, String type, Object data) {
    /** The CloudEvents type of news for the desk. */
    public static String type(String what) {
        return "eu.onrecord.desk." + what + ".v1";
    }

    @Override
    public String toString() {
        return "DeskEvent[" + type + "]";
    }
}
