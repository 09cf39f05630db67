package eu.onrecord.consent.disclosure;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import eu.onrecord.consent.message.Delivery;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** One showing of a notice to one customer on one occasion. */
@Entity
public class Disclosure extends PanacheEntityBase {
    @Id
    public UUID id;
    public UUID customerId;
    public String channel;
    public String business;
    public String noticeVersion;
    /** BCP 47; several are joined by a plus, where one message says it in several languages. */
    public String language;
    public String occasion;
    /** How often the relationship had been reopened. */
    public int opening;
    public String thread;
    @Enumerated(EnumType.STRING)
    public Delivery state;
    /** The event that shows the state; null where it was our own doing. */
    public UUID evidence;
    public Instant createdAt;
    public Instant changedAt;

    /** Whether it came to nothing: it was not shown, and nobody is trying to. */
    public boolean isOver() {
        return state == Delivery.FAILED || state == Delivery.CANCELLED;
    }
}
