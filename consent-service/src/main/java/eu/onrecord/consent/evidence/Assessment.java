package eu.onrecord.consent.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.consent.relationship.RelationshipState.Happening;

/** What a statement is worth. */
public sealed interface Assessment {
    /** Clocks differ by a little. */
    Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /**
     * It is evidence of a relationship.
     *
     * @param happening what it does to the relationship
     * @param permissions what may be sent on it beside service
     */
    record Accepted(Happening happening, Set<Purpose> permissions) implements Assessment {
    }

    /** It is none. */
    enum Refused implements Assessment {
        KIND_REFUSED("Nobody agreed to anything by being on a list, in an address book, in a group, or passed on by others."),
        NO_EVIDENCE_OF_A_RELATIONSHIP("This kind of evidence shows a wish, not a relationship."),
        TIME_MISSING("Say when it happened."),
        TIME_IN_THE_FUTURE("It cannot have happened yet."),
        REFERENCE_MISSING("Say where the original is: the number of the order, contract or quote, the scan, the referral."),
        TEXT_MISSING("Say which version of the form was used and what text the customer agreed to."),
        PURPOSES_MISSING("Say what the customer agreed to."),
        PURPOSE_NOT_SHOWN("An order or a contract shows no agreement to marketing or calls; only that marketing of similar "
                + "products is allowed if the customer could object. Say objectionOffered, or bring a form.");

        private final String sentence;

        Refused(String sentence) {
            this.sentence = sentence;
        }

        /** The word in answers. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** What to do about it. */
        public String sentence() {
            return sentence;
        }
    }

    /** Whether a statement is evidence of a relationship, and of what. GDPR Art. 7(1): it must be possible to show it. */
    static Assessment of(Statement statement, Instant now) {
        if (statement.kind().worth() == EvidenceKind.Worth.NOTHING) {
            return Refused.KIND_REFUSED;
        }
        if (statement.occurredAt() == null) {
            return Refused.TIME_MISSING;
        }
        if (statement.occurredAt().isAfter(now.plus(CLOCK_SKEW))) {
            return Refused.TIME_IN_THE_FUTURE;
        }
        return switch (statement.kind().worth()) {
            case CONTACT -> isMissing(statement.reference()) ? Refused.REFERENCE_MISSING
                    : new Accepted(Happening.MESSAGE, Set.of());
            case DEALINGS -> dealings(statement);
            case CONSENT -> consent(statement);
            case WISH, NOTHING -> Refused.NO_EVIDENCE_OF_A_RELATIONSHIP;
        };
    }

    private static Assessment dealings(Statement statement) {
        if (isMissing(statement.reference())) {
            return Refused.REFERENCE_MISSING;
        }
        var marketing = statement.purposes().contains(Purpose.MARKETING);
        // a quote is no sale: Art. 13(2) speaks of the sale of a product or a service
        var softOptIn = statement.objectionOffered() && statement.kind() != EvidenceKind.QUOTE;
        if (statement.purposes().contains(Purpose.CALL) || marketing && !softOptIn) {
            return Refused.PURPOSE_NOT_SHOWN;
        }
        return new Accepted(Happening.EVIDENCE, marketing ? Set.of(Purpose.MARKETING) : Set.of());
    }

    private static Assessment consent(Statement statement) {
        if (isMissing(statement.textShown())
                || statement.kind() == EvidenceKind.WEB_FORM && isMissing(statement.formVersion())) {
            return Refused.TEXT_MISSING;
        }
        if (statement.kind() == EvidenceKind.PAPER && isMissing(statement.reference())) {
            return Refused.REFERENCE_MISSING;
        }
        if (statement.purposes().isEmpty()) {
            return Refused.PURPOSES_MISSING;
        }
        var explicit = EnumSet.copyOf(statement.purposes());
        explicit.retainAll(EnumSet.of(Purpose.MARKETING, Purpose.CALL));
        return new Accepted(Happening.EVIDENCE, explicit);
    }

    private static boolean isMissing(String text) {
        return text == null || text.isBlank();
    }
}
