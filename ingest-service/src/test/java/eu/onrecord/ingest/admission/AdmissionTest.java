package eu.onrecord.ingest.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(2, 100);

    @Test
    void thereIsRoomForSoManyAndAgainWhenOneHasLeft() {
        var first = admission.enter(0).orElseThrow();
        admission.enter(0).orElseThrow();

        assertTrue(admission.enter(0).isEmpty());
        first.leave();
        assertTrue(admission.enter(0).isPresent());
    }

    @Test
    void thereIsRoomForSoManyBytesTogether() {
        admission.enter(60).orElseThrow();

        assertTrue(admission.enter(41).isEmpty());
        assertTrue(admission.enter(40).isPresent());
    }

    @Test
    void aBodyThatGrowsTakesRoomAsItComes() {
        var growing = admission.enter(0).orElseThrow();
        var other = admission.enter(50).orElseThrow();

        assertTrue(growing.holds(50));
        assertFalse(growing.holds(51));
        other.leave();
        assertTrue(growing.holds(51));
    }

    @Test
    void leavingTwiceGivesBackOnce() {
        var place = admission.enter(70).orElseThrow();
        place.leave();
        place.leave();

        assertEquals(0, admission.bytes());
        assertEquals(0, admission.webhooks());
    }

    @Test
    void whoWasRefusedLeavesNothingBehind() {
        admission.enter(101);

        assertEquals(0, admission.bytes());
        assertEquals(0, admission.webhooks());
    }
}
