package eu.onrecord.archive.conversation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What an event tells of a conversation.
 *
 * @param thread it happened in
 * @param legalEntity whose conversation it is
 * @param at when
 * @param identifiers by which the customer is known: phone number and user id, as far as they are told
 * @param proof the record that shows that the customer was told; null where this does not
 * @param linked all threads that are one conversation, where it says so
 * @param customer whose it is, where a link or a separation says so; null where nothing does
 * @param separated the moment from which the thread is somebody else's, where it says so; null where it does not
 */
public record News(String thread, String legalEntity, String channel, Instant at, List<String> identifiers, UUID proof,
        List<String> linked, UUID customer, Instant separated) {

    /** News by which nobody becomes somebody else. */
    public News(String thread, String legalEntity, String channel, Instant at, List<String> identifiers, UUID proof,
            List<String> linked) {
        this(thread, legalEntity, channel, at, identifiers, proof, linked, null, null);
    }

    @Override
    public String toString() {
        return "News[" + thread + "]";
    }
}
