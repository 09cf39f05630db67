package eu.onrecord.contract.erasure;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A customer is to be forgotten (GDPR Art. 17). Whoever keeps something that tells who they are deletes it, and does so again
 * when this is read again.
 *
 * @param legalEntity whose customer it was
 * @param customer the random id of the customer within the legal entity, also Kafka's key
 * @param decidedAt when it was decided
 */
@RegisterForReflection
public record CustomerErasure(String legalEntity, UUID customer, Instant decidedAt) {
    /** The CloudEvents type. */
    public static final String EVENT_TYPE = "eu.onrecord.erasure.customer.v1";

    public CustomerErasure {
        requireNonNull(legalEntity, "legalEntity");
        requireNonNull(customer, "customer");
        requireNonNull(decidedAt, "decidedAt");
    }
}
