package eu.onrecord.consent.customer;

import java.time.Instant;
import java.util.UUID;

/** A person, as one legal entity knows them. */
public final class Customer {
    public UUID id;
    public String legalEntity;
    public Instant createdAt;
    public UUID mergedInto;
    /** Which the CRM says they read, a BCP 47 tag; null where it says nothing. */
    public String language;
    /** How often it was told which threads are theirs. Whoever hears of it in another order believes the highest. */
    public long revision;

    /** Somebody new. */
    public static Customer of(String legalEntity, Instant now) {
        var customer = new Customer();
        customer.id = UUID.randomUUID();
        customer.legalEntity = legalEntity;
        customer.createdAt = now;
        return customer;
    }
}
