package eu.onrecord.consent.dossier;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import eu.onrecord.consent.customer.Customer;
import eu.onrecord.consent.relationship.Relationship;

/** How a customer and a relationship were when they were loaded, so that only what changed is written. */
record Snapshot(String language, long revision, List<Object> optOut, List<Object> relationship) {

    static Snapshot of(Customer customer, Relationship relationship) {
        return new Snapshot(customer.language, customer.revision, optOut(relationship), values(relationship));
    }

    boolean sameCustomer(Customer now) {
        return Objects.equals(language, now.language) && revision == now.revision;
    }

    boolean sameOptOut(Relationship now) {
        return optOut.equals(optOut(now));
    }

    boolean sameRelationship(Relationship now) {
        return relationship.equals(values(now));
    }

    private static List<Object> optOut(Relationship it) {
        return Arrays.asList(it.wishes.optOut, it.wishes.optedOutAt);
    }

    private static List<Object> values(Relationship it) {
        return Arrays.asList(it.state, it.basis, it.evidence, it.since, it.lastContactAt, it.wishes.optOut,
                it.wishes.optedOutAt,
                it.wishes.botSilentSince, it.wishes.marketingSilentSince, it.wishes.marketingInAt, it.suspended, it.restricted,
                it.marketingSince,
                it.marketingEvidence, it.callSince,
                it.callEvidence, it.opening, it.wishes.optedInAt, it.verifiedAt, it.coldContactAt,
                it.wishes.spokenSilentSince, it.wishes.restartedAt, it.suspendedAt);
    }
}
