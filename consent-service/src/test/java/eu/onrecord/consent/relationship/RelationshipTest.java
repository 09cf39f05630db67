package eu.onrecord.consent.relationship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelationshipTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({ "UNKNOWN, CONTACTED_US", "CONTACTED_US, CONTACTED_US", "ESTABLISHED, ESTABLISHED", "DORMANT, ESTABLISHED",
            "EXPIRED, CONTACTED_US" })
    void aMessageOfTheCustomerBeginsOrKeepsTheContact(RelationshipState before, RelationshipState after) {
        assertEquals(after, before.afterInboundMessage());
    }

    @Test
    void theEvidenceIsTheFirstMessageAndStays() {
        var relationship = relationship();
        var first = UUID.randomUUID();

        assertTrue(relationship.contacted(first, AT));
        assertFalse(relationship.contacted(UUID.randomUUID(), AT.plusSeconds(1)));

        assertEquals(first, relationship.evidence);
        assertEquals(AT.plusSeconds(1), relationship.lastContactAt);
    }

    @Test
    void anOptOutIsNotWeakenedByALesserOne() {
        var relationship = relationship();

        assertTrue(relationship.optOut(OptOut.ALL, AT));
        assertFalse(relationship.optOut(OptOut.MARKETING, AT.plusSeconds(9)));

        assertEquals(OptOut.ALL, relationship.optOut);
        assertEquals(AT, relationship.optedOutAt);
    }

    @Test
    void aRequestThatIsRepeatedOrWidenedIsNoMessageThatAsksForAnAnswer() {
        var relationship = relationship();
        relationship.optOut(OptOut.MARKETING, AT);

        assertTrue(relationship.optOut(OptOut.ALL, AT.plusSeconds(1)));
        assertEquals(AT.plusSeconds(1), relationship.optedOutAt);
        assertFalse(relationship.optOut(OptOut.ALL, AT.plusSeconds(2)));
        assertEquals(AT.plusSeconds(2), relationship.optedOutAt);
    }

    @Test
    void anOptInThatWasToldBeforeTheOptOutDoesNotUndoIt() {
        var relationship = relationship();
        relationship.optOut(OptOut.ALL, AT);

        assertFalse(relationship.optIn(AT.minusSeconds(1)));
        assertTrue(relationship.optIn(AT.plusSeconds(1)));
        assertEquals(OptOut.NONE, relationship.optOut);
    }

    @Test
    void twoThatAreOneKeepTheStricterOptOut() {
        var kept = relationship();
        var gone = relationship();
        gone.optOut(OptOut.ALL, AT);
        gone.suspended = true;

        kept.absorb(gone);

        assertEquals(OptOut.ALL, kept.optOut);
        assertEquals(AT, kept.optedOutAt);
        assertTrue(kept.suspended);
    }

    private static Relationship relationship() {
        var relationship = new Relationship();
        relationship.state = RelationshipState.UNKNOWN;
        relationship.optOut = OptOut.NONE;
        return relationship;
    }
}
