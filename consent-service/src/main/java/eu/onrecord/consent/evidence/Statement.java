package eu.onrecord.consent.evidence;

import java.time.Instant;
import java.util.Set;

import eu.onrecord.consent.relationship.Purpose;

/**
 * What somebody puts forward as evidence; null for what they do not say.
 *
 * @param kind what it is
 * @param occurredAt when it happened
 * @param reference where the original is: an order's or a contract's number, a scan, a message
 * @param formVersion which version of a form was used
 * @param textShown what the customer read when they agreed
 * @param purposes what they agreed to, by those words
 * @param objectionOffered whether the customer could object to marketing when the contact details were taken, and can in each
 *        message (Directive 2002/58/EC Art. 13(2))
 */
public record Statement(EvidenceKind kind, Instant occurredAt, String reference, String formVersion, String textShown,
        Set<Purpose> purposes, boolean objectionOffered) {

    public Statement {
        purposes = purposes == null ? Set.of() : Set.copyOf(purposes);
    }

    /** Something that the record itself saw. */
    public static Statement seen(EvidenceKind kind, Instant occurredAt, String reference) {
        return new Statement(kind, occurredAt, reference, null, null, Set.of(), false);
    }

    @Override
    public String toString() {
        return "Statement[" + kind + ", redacted]";
    }
}
