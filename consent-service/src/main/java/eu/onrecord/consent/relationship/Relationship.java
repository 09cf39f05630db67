package eu.onrecord.consent.relationship;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

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
    /** What follows from the times below, in whatever order those were told. */
    @Enumerated(EnumType.STRING)
    public OptOut optOut;
    /** The earliest that counts. */
    public Instant optedOutAt;
    /** The last time they asked for silence: only what they write after it asks for an answer. */
    public Instant silentSince;
    /** The last time they asked for no marketing. */
    public Instant marketingSilentSince;
    /** Somebody else may hold the number now. */
    public boolean suspended;
    /** GDPR Art. 18: kept, and nothing else is done with it. */
    public boolean restricted;
    public Instant marketingSince;
    public UUID marketingEvidence;
    public Instant callSince;
    public UUID callEvidence;
    /** How often it was reopened after it was over: each time the customer is told anew. */
    public int opening;
    /** When the customer last wanted messages again: an earlier opt-out that comes late is over. */
    public Instant optedInAt;
    /** When they last wanted marketing again. */
    public Instant marketingInAt;
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
        relationship.optOut = OptOut.NONE;
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
     * Time passed, or it is over.
     *
     * @return whether the state changed
     */
    public boolean aged(Happening happening, Instant at) {
        return become(happening, basis, evidence, at);
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
            // an opt-out withdraws what was agreed to before it, and an opt-in does not give it back
            if (marketingSince != null && !isAfter(later(silentSince, marketingSilentSince), marketingSince)) {
                allowed.add(Purpose.MARKETING);
            }
            if (callSince != null && !isAfter(silentSince, callSince)) {
                allowed.add(Purpose.CALL);
            }
        }
        return allowed;
    }

    /**
     * The customer wants less. The earliest time counts; a request that is repeated is no message that asks for an answer; one
     * that is told after a later opt-in changes nothing.
     *
     * @return whether they want less than before
     */
    public boolean optOut(OptOut wish, Instant at) {
        var before = optOut;
        switch (wish) {
            case ALL -> {
                silentSince = later(silentSince, at);
                var counts = optedInAt == null || !at.isBefore(optedInAt);
                optedOutAt = counts && (optedOutAt == null || before != OptOut.ALL || at.isBefore(optedOutAt)) ? at
                        : optedOutAt;
            }
            case MARKETING -> marketingSilentSince = later(marketingSilentSince, at);
            case NONE -> {
            }
        }
        follow();
        return optOut.compareTo(before) > 0;
    }

    /**
     * The customer wants messages again. Told before the last opt-out, it changes nothing; and permissions that were withdrawn
     * do not come back by it (GDPR Art. 7(3)).
     *
     * @param wish what they want again: all of it, or marketing alone
     * @return whether they want more than before
     */
    public boolean optIn(OptOut wish, Instant at) {
        var before = optOut;
        switch (wish) {
            case ALL -> optedInAt = later(optedInAt, at);
            case MARKETING -> marketingInAt = later(marketingInAt, at);
            case NONE -> {
            }
        }
        follow();
        return optOut.compareTo(before) < 0;
    }

    /** What counts of all that was asked for. At the same second silence counts: it is the safer error. */
    private void follow() {
        if (isAfter(silentSince, optedInAt)) {
            optOut = OptOut.ALL;
            optedOutAt = optedOutAt == null || optedInAt != null && optedOutAt.isBefore(optedInAt) ? silentSince : optedOutAt;
        } else if (isAfter(marketingSilentSince, later(optedInAt, marketingInAt))) {
            optOut = OptOut.MARKETING;
            optedOutAt = marketingSilentSince;
        } else {
            optOut = OptOut.NONE;
            optedOutAt = null;
        }
    }

    private static boolean isAfter(Instant silence, Instant opening) {
        return silence != null && (opening == null || !opening.isAfter(silence));
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
        optedOutAt = optedOutAt == null || other.optedOutAt != null && other.optedOutAt.isBefore(optedOutAt) ? other.optedOutAt
                : optedOutAt;
        silentSince = later(silentSince, other.silentSince);
        marketingSilentSince = later(marketingSilentSince, other.marketingSilentSince);
        // the stricter wins: what one of them wanted again, the other may not have
        optedInAt = optOut == OptOut.ALL || other.optOut == OptOut.ALL ? null : later(optedInAt, other.optedInAt);
        marketingInAt = optOut == OptOut.NONE && other.optOut == OptOut.NONE ? later(marketingInAt, other.marketingInAt) : null;
        follow();
        suspended |= other.suspended;
        restricted |= other.restricted;
        opening = Math.max(opening, other.opening);
        verifiedAt = later(verifiedAt, other.verifiedAt);
        coldContactAt = later(coldContactAt, other.coldContactAt);
        if (state == RelationshipState.UNKNOWN || other.state == RelationshipState.ESTABLISHED) {
            state = other.state;
            basis = other.basis;
            evidence = other.evidence;
            since = other.since;
        }
        lastContactAt = later(lastContactAt, other.lastContactAt);
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
