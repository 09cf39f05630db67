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
    public String noticeVersion;
    public String language;
    public String occasion;
    public String thread;
    @Enumerated(EnumType.STRING)
    public Delivery state;
    public UUID evidence;
    public Instant createdAt;
    public Instant changedAt;
}
