package eu.onrecord.consent.customer;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** A thread, the customer it belongs to, and when they last wrote in it. */
@Entity
@Table(name = "thread")
public class ChatThread extends PanacheEntityBase {
    @Id
    public String id;
    public UUID customerId;
    public String channel;
    public String business;
    public Instant lastInboundAt;

    /** Late and repeated messages do not turn the clock back. */
    public void heardAt(Instant at) {
        if (lastInboundAt == null || at.isAfter(lastInboundAt)) {
            lastInboundAt = at;
        }
    }
}
