package eu.onrecord.consent.disclosure;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.notice.Notice.Shown;
import eu.onrecord.contract.consent.ConsentEvent.Retention;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** One showing of a notice to one customer on one occasion. */
@Entity
public class Disclosure extends PanacheEntityBase {
    /** Above the ten minutes after which a notice is sent once more. */
    private static final Duration KNOWN_BY_THEN = Duration.ofMinutes(30);
    private static final int MOST_TRIES = 2;
    private static final Duration SENT_BY_THEN = Duration.ofDays(1);

    @Id
    public UUID id;
    public UUID customerId;
    public String channel;
    public String business;
    public String noticeVersion;
    /** BCP 47; several are joined by a plus, where one message says it in several languages. */
    public String language;
    public String occasion;
    /** SHA-256 of what was shown, in hex; null where the customer was told before they came here. */
    public String noticeHash;
    /** What the chat is kept for, in the notice's words. */
    public String purpose;
    /** How long it is kept, as the customer was told, in ISO 8601. */
    public String retention;
    @Enumerated(EnumType.STRING)
    public Retention.From retentionFrom;
    /** How often the relationship had been reopened. */
    public int opening;
    public String thread;
    @Enumerated(EnumType.STRING)
    public Delivery state;
    /** The event that shows the state; null where it was our own doing. */
    public UUID evidence;
    /** How often it may have been seen: each try that was not refused for certain. */
    public int tries;
    public Instant createdAt;
    public Instant changedAt;

    /** It shows this, from now on: an earlier try that came to nothing may have shown something else. */
    public void shows(Shown shown) {
        noticeHash = state == Delivery.WAIVED ? null : shown.hash();
        purpose = shown.purpose();
        retention = shown.retention().period().toString();
        retentionFrom = shown.retention().from();
    }

    /** Whether it is a showing of the same, in the same place, for the same reason, to whoever it may be. */
    public boolean isOfSame(Disclosure other) {
        return channel.equals(other.channel) && business.equals(other.business) && noticeVersion.equals(other.noticeVersion)
                && language.equals(other.language) && occasion.equals(other.occasion);
    }

    /** Whom it was shown to was found to be the same customer: what came of either came of this. */
    public void absorb(Disclosure other) {
        tries += other.tries;
        changedAt = changedAt.isBefore(other.changedAt) ? other.changedAt : changedAt;
        if (other.rank() > rank() || other.rank() == rank() && other.state.compareTo(state) > 0) {
            state = other.state;
            evidence = other.evidence;
        }
    }

    /** Proof first, then what a provider took, then what may still be seen. */
    private int rank() {
        return state.isProof() || state == Delivery.WAIVED ? 3 : isTaken() ? 2 : isOpen() ? 1 : 0;
    }

    /** How long the chat is kept, as the customer was told; null for a showing of before that was noted. */
    public Retention retentionTold() {
        return retention == null ? null : new Retention(Period.parse(retention), retentionFrom);
    }

    /**
     * Whether it was tried as often as it may be where nobody can know what was seen: twice, on one occasion, over any time.
     */
    public boolean isSpent() {
        return tries >= MOST_TRIES;
    }

    /** It is tried, and may be seen. */
    public void tried() {
        tries++;
    }

    /** It was not seen: that is certain. */
    public void refused() {
        tries = Math.max(0, tries - 1);
    }

    /** Whether it waits, or nobody knows what came of it. */
    public boolean isOpen() {
        return switch (state) {
            case HELD, QUEUED, CLAIMED, UNCERTAIN -> true;
            case CANCELLED, WAIVED, ACCEPTED, SENT, FAILED, DELIVERED, READ -> false;
        };
    }

    /** Whether a provider took it, or more. */
    public boolean isTaken() {
        return state.isProof() || state == Delivery.ACCEPTED || state == Delivery.SENT;
    }

    /**
     * Whether it came to nothing: it was not shown, and nobody is trying to any more. What nobody knows of is over after a
     * while, so that a customer who writes again is told; what is queued waits for a day. What may have been seen twice is
     * never tried again.
     */
    public boolean isOver(Instant now) {
        return switch (state) {
            case FAILED, CANCELLED -> !isSpent();
            case CLAIMED, UNCERTAIN -> !isSpent() && changedAt.isBefore(now.minus(KNOWN_BY_THEN));
            case HELD, QUEUED -> changedAt.isBefore(now.minus(SENT_BY_THEN));
            case WAIVED, ACCEPTED, SENT, DELIVERED, READ -> false;
        };
    }
}
