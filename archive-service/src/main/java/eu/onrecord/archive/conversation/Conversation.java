package eu.onrecord.archive.conversation;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** All threads of one customer on one channel. */
@Entity
public class Conversation extends PanacheEntityBase {
    @Id
    public UUID id;
    public String legalEntity;
    public String channel;
    @Enumerated(EnumType.STRING)
    public ConversationState state;
    public Instant openedAt;
    /** The beginning of the hour in which something happened last. */
    public Instant lastAt;
    public Instant releasedAt;
    /** The record that shows it. */
    public UUID releasedBy;
    public UUID mergedInto;
}
