package eu.onrecord.ingest.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(2, 100);

    @Test
    void thereIsRoomForSoManyAndAgainWhenOneHasLeft() {
        var first = admission.place();
        assertTrue(first.enter());
        assertTrue(admission.place().enter());

        assertTrue(admission.isFull());
        assertFalse(admission.place().enter());
        first.leave();
        assertTrue(admission.place().enter());
    }

    @Test
    void whoseBodyHasNotComeYetTakesNoRoom() {
        for (var i = 0; i < 10; i++) {
            admission.place();
        }
        assertFalse(admission.isFull());
    }

    @Test
    void aBodyTakesRoomAsItComes() {
        var growing = admission.place();
        var other = admission.place();

        assertTrue(growing.holds(30) && growing.holds(50) && other.holds(50));
        assertFalse(growing.holds(51));
        other.leave();
        assertTrue(growing.holds(51));
    }

    @Test
    void leavingTwiceGivesBackOnce() {
        var place = admission.place();
        place.holds(70);
        place.enter();
        place.leave();
        place.leave();

        assertEquals(0, admission.bytes());
        assertEquals(0, admission.webhooks());
    }

    @Test
    void whoWasRefusedLeavesNothingBehind() {
        admission.place().enter();
        admission.place().enter();
        var refused = admission.place();
        assertFalse(refused.holds(101));
        assertFalse(refused.enter());
        refused.leave();

        assertEquals(0, admission.bytes());
        assertEquals(2, admission.webhooks());
    }
}
