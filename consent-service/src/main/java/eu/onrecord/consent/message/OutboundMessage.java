package eu.onrecord.consent.message;

import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Transient;

import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.contract.chat.Network;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** Something we send. Its id is random and goes along as the reference that statuses carry. */
@Entity
public class OutboundMessage extends PanacheEntityBase {
    /** Who it is from. */
    public enum Kind {
        /** The recording notice. */
        NOTICE,
        /** The one answer to an opt-out, or the question whether it is one. */
        CONFIRMATION,
        /** Somebody at the desk, or the CRM: asked for by a person, and decided on by the gate. */
        ANSWER
    }

    /** Who asks for what nobody asked for: notices and confirmations. */
    public static final String OURSELVES = "onrecord";

    @Id
    public UUID id;
    public UUID customerId;
    public String thread;
    public String channel;
    public String business;
    /** What the customer wrote over, and reads it in; null where the provider does not tell. */
    @Enumerated(EnumType.STRING)
    public Network network;
    @Enumerated(EnumType.STRING)
    public Kind kind;
    @Enumerated(EnumType.STRING)
    public Purpose purpose;
    public UUID disclosureId;
    /** What it says, in JSON; sealed in the database, and gone once it is a sent chat event. */
    @Transient
    public String body;
    public boolean template;
    @Enumerated(EnumType.STRING)
    public Delivery state;
    /** How many ended, whatever came of them. */
    public int attempts;
    public Instant dueAt;
    public Instant claimedAt;
    /** Whether the last attempt ended, so that nothing more is to be learnt from it. */
    public boolean answered;
    /** The keyed hash of the provider's id: on WhatsApp that holds the phone number. */
    public String providerMessageId;
    /** The id itself, until it is a sent chat event; sealed in the database. */
    @Transient
    public String providerId;
    /** The provider's error code, or the gate's reason. */
    public String error;
    public String idempotencyKey;
    public byte[] fingerprint;
    public String createdBy;
    public Instant createdAt;

    /** The notice, queued. */
    public static OutboundMessage notice(UUID disclosure, ChatThread thread, String text, Instant now) {
        var message = queued(Kind.NOTICE, thread, Purpose.TRANSACTIONAL, new Content.Text(text), now);
        message.disclosureId = disclosure;
        message.createdBy = OURSELVES;
        return message;
    }

    /** The answer to an opt-out, queued. */
    public static OutboundMessage confirmation(ChatThread thread, String text, Instant now) {
        var message = queued(Kind.CONFIRMATION, thread, Purpose.SERVICE, new Content.Text(text), now);
        message.createdBy = OURSELVES;
        return message;
    }

    /** A message that somebody asked for, queued. */
    public static OutboundMessage answer(ChatThread thread, Purpose purpose, Content content, String author,
            String idempotencyKey, byte[] fingerprint, Instant now) {
        var message = queued(Kind.ANSWER, thread, purpose, content, now);
        message.createdBy = author;
        message.idempotencyKey = idempotencyKey;
        message.fingerprint = fingerprint;
        return message;
    }

    /** The provider told its id of it. */
    public void knownAs(String id, UnaryOperator<String> hash) {
        providerMessageId = hash.apply(id);
        providerId = id;
    }

    /** What it says; only as long as it is not a sent chat event. */
    public Content content() {
        return ContentText.read(body);
    }

    public void content(Content content) {
        body = ContentText.write(content);
        template = content.isTemplate();
    }

    private static OutboundMessage queued(Kind kind, ChatThread thread, Purpose purpose, Content content, Instant now) {
        var message = new OutboundMessage();
        message.id = UUID.randomUUID();
        message.customerId = thread.customerId;
        message.thread = thread.id;
        message.channel = thread.channel;
        message.business = thread.business;
        message.network = thread.network;
        message.kind = kind;
        message.purpose = purpose;
        message.content(content);
        message.state = Delivery.QUEUED;
        message.dueAt = now;
        message.createdAt = now;
        return message;
    }
}
