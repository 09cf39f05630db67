package eu.onrecord.ingest.provider;

import eu.onrecord.contract.chat.Customer;

/**
 * The customer that something concerns.
 *
 * @param identifier what the thread is made of: the provider's own id of them if there is one, else the phone number, as it
 *        came
 * @param customer everything that is known of them
 */
public record Person(String identifier, Customer customer) {
    @Override
    public String toString() {
        return "Person[redacted]";
    }
}
