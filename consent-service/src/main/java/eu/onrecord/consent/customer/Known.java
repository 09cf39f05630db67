package eu.onrecord.consent.customer;

import java.util.List;
import java.util.UUID;

/**
 * Whom an event concerns.
 *
 * @param customer the customer
 * @param thread the thread it came in
 * @param merged customers that were just found to be this one
 * @param newlyLinked all threads of the conversation, if this event made it more than it was; else empty
 */
public record Known(Customer customer, ChatThread thread, List<UUID> merged, List<String> newlyLinked) {
}
