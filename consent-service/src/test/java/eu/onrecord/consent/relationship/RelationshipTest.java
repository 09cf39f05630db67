package eu.onrecord.consent.relationship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import eu.onrecord.consent.relationship.RelationshipState.Happening;

class RelationshipTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

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

        assertEquals(OptOut.ALL, relationship.wishes.optOut);
        assertEquals(AT, relationship.wishes.optedOutAt);
    }

    @Test
    void aRequestThatIsRepeatedOrWidenedIsNoMessageThatAsksForAnAnswer() {
        var relationship = relationship();
        relationship.optOut(OptOut.MARKETING, AT);

        assertTrue(relationship.optOut(OptOut.ALL, AT.plusSeconds(1)));
        assertEquals(AT.plusSeconds(1), relationship.wishes.silentSince());
        assertFalse(relationship.optOut(OptOut.ALL, AT.plusSeconds(2)));
        assertEquals(AT.plusSeconds(2), relationship.wishes.silentSince());
        assertEquals(AT.plusSeconds(1), relationship.wishes.optedOutAt);
    }

    @Test
    void anOptInThatWasToldBeforeTheOptOutDoesNotUndoIt() {
        var relationship = relationship();
        relationship.optOut(OptOut.ALL, AT);

        assertFalse(relationship.optIn(OptOut.ALL, AT.minusSeconds(1)));
        assertTrue(relationship.optIn(OptOut.ALL, AT.plusSeconds(1)));
        assertEquals(OptOut.NONE, relationship.wishes.optOut);
    }

    @Test
    void twoThatAreOneKeepTheStricterOptOut() {
        var kept = relationship();
        var gone = relationship();
        gone.optOut(OptOut.ALL, AT);
        gone.suspended = true;

        kept.absorb(gone);

        assertEquals(OptOut.ALL, kept.wishes.optOut);
        assertEquals(AT, kept.wishes.optedOutAt);
        assertTrue(kept.suspended);
    }

    @Test
    void anOptOutThatIsToldLateDoesNotUndoALaterOptIn() {
        var relationship = relationship();
        relationship.optOut(OptOut.ALL, AT);
        relationship.optIn(OptOut.ALL, AT.plusSeconds(10));

        assertFalse(relationship.optOut(OptOut.ALL, AT));
        assertEquals(OptOut.NONE, relationship.wishes.optOut);
    }

    @Test
    void whatWasWithdrawnDoesNotComeBackByAnOptInButByNewEvidence() {
        var relationship = relationship();
        relationship.evidenced(Happening.EVIDENCE, "web-form", UUID.randomUUID(), Set.of(Purpose.MARKETING), AT);
        assertTrue(relationship.permissions().contains(Purpose.MARKETING));

        relationship.optOut(OptOut.ALL, AT.plusSeconds(1));
        relationship.optIn(OptOut.ALL, AT.plusSeconds(2));
        assertFalse(relationship.permissions().contains(Purpose.MARKETING));

        relationship.evidenced(Happening.EVIDENCE, "web-form", UUID.randomUUID(), Set.of(Purpose.MARKETING), AT.plusSeconds(3));
        assertTrue(relationship.permissions().contains(Purpose.MARKETING));
    }

    @Test
    void evidenceThatIsOlderThanTheOptOutGivesNoPermission() {
        var relationship = relationship();
        relationship.optOut(OptOut.MARKETING, AT);

        relationship.evidenced(Happening.EVIDENCE, "web-form", UUID.randomUUID(), Set.of(Purpose.MARKETING),
                AT.minusSeconds(1));

        assertFalse(relationship.permissions().contains(Purpose.MARKETING));
        assertEquals(RelationshipState.ESTABLISHED, relationship.state);
    }

    @Test
    void aRelationshipThatBeginsAnewIsCountedSoThatTheCustomerIsToldAnew() {
        var relationship = relationship();
        relationship.contacted(UUID.randomUUID(), AT);
        relationship.ended(AT.plusSeconds(1));

        relationship.contacted(UUID.randomUUID(), AT.plusSeconds(2));

        assertEquals(1, relationship.opening);
        assertEquals(RelationshipState.CONTACTED_US, relationship.state);
    }

    @Test
    void aMessageThatIsToldLateDoesNotReopenWhatEndedSince() {
        var relationship = relationship();
        relationship.contacted(UUID.randomUUID(), AT);
        relationship.ended(AT.plusSeconds(10));

        assertFalse(relationship.contacted(UUID.randomUUID(), AT.plusSeconds(5)));

        assertEquals(RelationshipState.EXPIRED, relationship.state);
    }

    @Test
    void aChangeOfIdentityThatIsToldLateDoesNotUndoTheCheck() {
        var relationship = relationship();
        assertTrue(relationship.identityChanged(AT));
        assertTrue(relationship.verified(AT.plusSeconds(10)));

        assertFalse(relationship.identityChanged(AT.plusSeconds(5)));
        assertTrue(relationship.identityChanged(AT.plusSeconds(11)));
    }

    @Test
    void evidenceThatIsToldAgainByANightlyImportReopensNothing() {
        var relationship = relationship();
        var order = UUID.randomUUID();
        relationship.evidenced(Happening.EVIDENCE, "order", order, Set.of(), AT);
        relationship.ended(AT.plusSeconds(10));

        assertFalse(relationship.evidenced(Happening.EVIDENCE, "order", order, Set.of(Purpose.MARKETING), AT));

        assertEquals(RelationshipState.EXPIRED, relationship.state);
        assertEquals(0, relationship.opening);
        assertTrue(relationship.evidenced(Happening.EVIDENCE, "order", UUID.randomUUID(), Set.of(), AT.plusSeconds(20)));
    }

    @Test
    void aColdContactIsToldOnce() {
        var relationship = relationship();

        assertTrue(relationship.writtenTo(AT));
        assertFalse(relationship.writtenTo(AT.plusSeconds(1)));
    }

    private static Relationship relationship() {
        return Relationship.unknown(UUID.randomUUID(), "example-nl", AT.minusSeconds(60));
    }

    /** Two customers that are found to be one: what words stopped stays, whatever a command took back of the other's. */
    @Test
    void whatWordsStoppedNoCommandOfAnotherTakesBack() {
        var kept = relationship();
        kept.optOut(OptOut.ALL, AT);
        var gone = relationship();
        gone.stop(AT.plusSeconds(1));
        gone.restart(AT.plusSeconds(2));

        kept.absorb(gone);

        assertEquals(OptOut.ALL, kept.wishes.optOut);
        assertFalse(kept.restart(AT.plusSeconds(3)));
        assertTrue(kept.optIn(OptOut.ALL, AT.plusSeconds(4)));
    }

    @Test
    void aCommandOfBeforeThatComesLateChangesNothing() {
        var it = relationship();
        assertTrue(it.stop(AT));
        assertTrue(it.restart(AT.plusSeconds(2)));

        assertFalse(it.stop(AT.plusSeconds(1)));
        assertEquals(OptOut.NONE, it.wishes.optOut);
        assertTrue(it.stop(AT.plusSeconds(2)), "in the same second silence counts");
    }
}
