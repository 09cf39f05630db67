package eu.onrecord.consent.relationship;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import eu.onrecord.consent.relationship.RelationshipState.Happening;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** What a legal entity has with a customer: its state, basis and evidence, and what the customer does and does not want. */
@Entity
public class Relationship extends PanacheEntityBase {
    @Id
    public UUID customerId;
    public String legalEntity;
    @Enumerated(EnumType.STRING)
    public RelationshipState state;
    /** The word for the evidence's kind. */
    public String basis;
    public UUID evidence;
    public Instant since;
    public Instant lastContactAt;
    /** What they want less of, or more. */
    @Embedded
    public Wishes wishes = new Wishes();
    /** Somebody else may hold the number now. */
    public boolean suspended;
    /** Since when that may be. */
    public Instant suspendedAt;
    /** GDPR Art. 18: kept, and nothing else is done with it. */
    public boolean restricted;
    public Instant marketingSince;
    public UUID marketingEvidence;
    public Instant callSince;
    public UUID callEvidence;
    /** How often it was reopened after it was over: each time the customer is told anew. */
    public int opening;
    /** When it was last checked who holds the number: an earlier change of identity that comes late is over. */
    public Instant verifiedAt;
    /** When the company wrote to them without having a relationship; told once. */
    public Instant coldContactAt;

    /** Nothing yet. */
    public static Relationship unknown(UUID customer, String legalEntity, Instant now) {
        var relationship = new Relationship();
        relationship.customerId = customer;
        relationship.legalEntity = legalEntity;
        relationship.state = RelationshipState.UNKNOWN;
        relationship.since = now;
        return relationship;
    }

    /**
     * The customer wrote. Only they can begin or keep alive a contact.
     *
     * @param message the id of the evidence that shows it
     * @return whether the state changed
     */
    public boolean contacted(UUID message, Instant at) {
        if (lastContactAt == null || at.isAfter(lastContactAt)) {
            lastContactAt = at;
        }
        // told late, it is history to a relationship that ended since
        var isLate = state == RelationshipState.EXPIRED && !at.isAfter(since);
        return become(isLate ? Happening.HISTORY : Happening.MESSAGE, "inbound-message", message, at);
    }

    /**
     * Evidence was put on record.
     *
     * @param kind the word for what it is
     * @param permissions what it allows beside service
     * @return whether anything changed
     */
    public boolean evidenced(Happening happening, String kind, UUID id, Set<Purpose> permissions, Instant at) {
        // told again by a nightly import, it is history to a relationship that fell asleep or ended since
        var isLate = (state == RelationshipState.EXPIRED || state == RelationshipState.DORMANT) && !at.isAfter(since);
        if (isLate) {
            return false;
        }
        var changed = become(happening, kind, id, at);
        if (permissions.contains(Purpose.MARKETING) && isNewer(at, marketingSince)) {
            marketingSince = at;
            marketingEvidence = id;
            changed = true;
        }
        if (permissions.contains(Purpose.CALL) && isNewer(at, callSince)) {
            callSince = at;
            callEvidence = id;
            changed = true;
        }
        return changed;
    }

    /**
     * It is over.
     *
     * @return whether the state changed
     */
    public boolean ended(Instant at) {
        return become(Happening.END, basis, evidence, at);
    }

    /**
     * All that time alone has done to it by then, each as of when it was due: nobody has to have looked meanwhile.
     *
     * @return whether the state changed
     */
    public boolean aged(Clocks clocks, Instant now) {
        var was = state;
        for (var due = clocks.due(state, since, lastContactAt, now); due.isPresent(); due = clocks.due(state, since,
                lastContactAt, now)) {
            become(due.get().happening(), basis, evidence, due.get().at());
        }
        return state != was;
    }

    /**
     * What may be sent, by purpose, before anything else is asked. Service and transactional messages follow from the
     * relationship; marketing and calls need a permission of their own.
     */
    public Set<Purpose> permissions() {
        var allowed = EnumSet.noneOf(Purpose.class);
        switch (state) {
            case CONTACTED_US -> allowed.add(Purpose.SERVICE);
            case ESTABLISHED -> allowed.addAll(EnumSet.of(Purpose.SERVICE, Purpose.TRANSACTIONAL));
            // what was agreed to long ago is no reason to advertise; what a contract needs may be told
            case DORMANT -> allowed.addAll(EnumSet.of(Purpose.SERVICE, Purpose.TRANSACTIONAL));
            case UNKNOWN, EXPIRED -> {
            }
        }
        if (state == RelationshipState.ESTABLISHED) {
            if (marketingSince != null && !wishes.withdrawMarketingOf(marketingSince)) {
                allowed.add(Purpose.MARKETING);
            }
            if (callSince != null && !wishes.withdrawAllOf(callSince)) {
                allowed.add(Purpose.CALL);
            }
        }
        return allowed;
    }

    /** As {@link Wishes#optOut}. */
    public boolean optOut(OptOut wish, Instant at) {
        return wishes.optOut(wish, at);
    }

    /** As {@link Wishes#bind}. */
    public void bind(OptOut wish, Instant since) {
        wishes.bind(wish, since);
    }

    /** As {@link Wishes#stop}. */
    public boolean stop(Instant at) {
        return wishes.stop(at);
    }

    /** As {@link Wishes#restart}. */
    public boolean restart(Instant at) {
        return wishes.restart(at);
    }

    /** As {@link Wishes#optIn}. */
    public boolean optIn(OptOut wish, Instant at) {
        return wishes.optIn(wish, at);
    }

    /**
     * Somebody else may hold the number now: nobody is written to until that is checked.
     *
     * @return whether that is news
     */
    public boolean identityChanged(Instant at) {
        if (suspended || verifiedAt != null && !at.isAfter(verifiedAt)) {
            return false;
        }
        suspended = true;
        suspendedAt = at;
        return true;
    }

    /** Somebody checked who holds the number. */
    public boolean verified(Instant at) {
        var was = suspended;
        suspended = false;
        verifiedAt = later(verifiedAt, at);
        return was;
    }

    /**
     * The company wrote to the customer.
     *
     * @return whether that was a cold contact, and is news
     */
    public boolean writtenTo(Instant at) {
        if (state != RelationshipState.UNKNOWN && state != RelationshipState.EXPIRED || coldContactAt != null) {
            return false;
        }
        coldContactAt = at;
        return true;
    }

    /** Two customers were found to be one: the stricter wins, and no evidence is lost to the weaker state. */
    public void absorb(Relationship other) {
        var newerMarketing = later(marketingSince, other.marketingSince);
        if (newerMarketing != marketingSince) {
            marketingEvidence = other.marketingEvidence;
        }
        marketingSince = newerMarketing;
        var newerCall = later(callSince, other.callSince);
        if (newerCall != callSince) {
            callEvidence = other.callEvidence;
        }
        callSince = newerCall;
        wishes.absorb(other.wishes);
        suspended |= other.suspended;
        suspendedAt = suspendedAt == null || other.suspendedAt != null && other.suspendedAt.isBefore(suspendedAt)
                ? other.suspendedAt
                : suspendedAt;
        restricted |= other.restricted;
        opening = Math.max(opening, other.opening);
        verifiedAt = later(verifiedAt, other.verifiedAt);
        coldContactAt = later(coldContactAt, other.coldContactAt);
        absorbState(other);
        lastContactAt = later(lastContactAt, other.lastContactAt);
    }

    /** Who has both slept and written since has woken: they are one. */
    private void absorbState(Relationship other) {
        var isSleeping = state == RelationshipState.DORMANT || other.state == RelationshipState.DORMANT;
        var hasWritten = state == RelationshipState.CONTACTED_US || other.state == RelationshipState.CONTACTED_US;
        var contact = state == RelationshipState.CONTACTED_US ? this : other;
        var sleeper = contact == this ? other : this;
        if (isSleeping && hasWritten) {
            var isAwake = contact.lastContactAt != null && contact.lastContactAt.isAfter(sleeper.since);
            become(isAwake ? RelationshipState.ESTABLISHED : RelationshipState.DORMANT, sleeper,
                    isAwake ? contact.since : sleeper.since);
        } else if (other.state.isMoreThan(state)) {
            become(other.state, other, other.since);
        }
    }

    private void become(RelationshipState next, Relationship shownBy, Instant at) {
        state = next;
        basis = shownBy.basis;
        evidence = shownBy.evidence;
        since = at;
    }

    private boolean become(Happening happening, String why, UUID shownBy, Instant at) {
        var next = state.after(happening);
        if (next == state) {
            return false;
        }
        if (state == RelationshipState.EXPIRED) {
            opening++;
        }
        state = next;
        basis = why;
        evidence = shownBy;
        since = at;
        return true;
    }

    private static boolean isNewer(Instant at, Instant known) {
        return known == null || at.isAfter(known);
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }
}
