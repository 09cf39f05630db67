package eu.onrecord.consent.message;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.gate.Purpose;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** Something we send. Its id is random and goes along as the reference that statuses carry. */
@Entity
public class OutboundMessage extends PanacheEntityBase {
    /** Who it is from. */
    public enum Kind {
        /** The recording notice. */
        NOTICE,
        /** The one answer to an opt-out. */
        CONFIRMATION,
        /** Somebody at the desk, or the CRM. */
        ANSWER
    }

    private static final String OURSELVES = "onrecord";

    @Id
    public UUID id;
    public UUID customerId;
    public String thread;
    public String channel;
    public String business;
    @Enumerated(EnumType.STRING)
    public Kind kind;
    @Enumerated(EnumType.STRING)
    public Purpose purpose;
    public UUID disclosureId;
    public String body;
    @Enumerated(EnumType.STRING)
    public Delivery state;
    public int attempts;
    public Instant dueAt;
    public Instant claimedAt;
    public String providerMessageId;
    public String error;
    public String idempotencyKey;
    public byte[] fingerprint;
    public String createdBy;
    public Instant createdAt;

    /** The notice, queued. */
    public static OutboundMessage notice(UUID disclosure, ChatThread thread, String body, Instant now) {
        var message = queued(Kind.NOTICE, thread, Purpose.TRANSACTIONAL, body, now);
        message.disclosureId = disclosure;
        message.createdBy = OURSELVES;
        return message;
    }

    /** The answer to an opt-out, queued. */
    public static OutboundMessage confirmation(ChatThread thread, String body, Instant now) {
        var message = queued(Kind.CONFIRMATION, thread, Purpose.SERVICE, body, now);
        message.createdBy = OURSELVES;
        return message;
    }

    static OutboundMessage answer(ChatThread thread, Purpose purpose, String body, String author, String idempotencyKey,
            byte[] fingerprint, Instant now) {
        var message = queued(Kind.ANSWER, thread, purpose, body, now);
        message.createdBy = author;
        message.idempotencyKey = idempotencyKey;
        message.fingerprint = fingerprint;
        return message;
    }

    private static OutboundMessage queued(Kind kind, ChatThread thread, Purpose purpose, String body, Instant now) {
        var message = new OutboundMessage();
        message.id = UUID.randomUUID();
        message.customerId = thread.customerId;
        message.thread = thread.id;
        message.channel = thread.channel;
        message.business = thread.business;
        message.kind = kind;
        message.purpose = purpose;
        message.body = body;
        message.state = Delivery.QUEUED;
        message.dueAt = now;
        message.createdAt = now;
        return message;
    }
}
