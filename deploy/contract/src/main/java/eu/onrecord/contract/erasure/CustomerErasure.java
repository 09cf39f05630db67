package eu.onrecord.contract.erasure;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import eu.onrecord.contract.chat.ThreadId;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A customer is to be forgotten (GDPR Art. 17). Whoever keeps something that tells who they are deletes it, and does so again
 * when this is read again.
 *
 * @param legalEntity whose customer it was
 * @param customer the random id of the customer within the legal entity, also Kafka's key
 * @param decidedAt when it was decided: what they wrote later is a new customer's
 * @param threads all of theirs, so that whoever has lost the customer's id with a database can still tell; may be empty
 */
@RegisterForReflection
public record CustomerErasure(String legalEntity, UUID customer, Instant decidedAt, List<ThreadId> threads) {
    /** The CloudEvents type. */
    public static final String EVENT_TYPE = "eu.onrecord.erasure.customer.v1";

    public CustomerErasure {
        requireNonNull(legalEntity, "legalEntity");
        requireNonNull(customer, "customer");
        requireNonNull(decidedAt, "decidedAt");
        threads = threads == null ? List.of() : List.copyOf(threads);
    }
}
