package eu.onrecord.local.phone;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.vertx.ext.web.Router;

/** How one messaging provider speaks: the API that a company sends through, and the webhooks that it is told by. */
public interface Dialect {

    /** Adds the provider's API to a router; what is sent through it goes to the switchboard. */
    void serve(Router router, Switchboard switchboard);

    /** An id like the provider's for something that a customer writes. */
    String newMessageId(SimulatedCustomer customer);

    /**
     * What the company is told of a customer's messages.
     *
     * @return as many webhooks as the provider makes of them, in order
     */
    List<SignedWebhook> messages(SimulatedCustomer customer, List<Written> messages);

    /**
     * What the company is told of a message of its own.
     *
     * @param state sent, delivered, read or failed
     * @return empty where the provider does not tell it
     */
    Optional<SignedWebhook> status(SentMessage sent, SimulatedCustomer customer, String state, Instant at);

    /** A webhook with this body, proven as the provider does it. */
    SignedWebhook signed(byte[] body);
}
