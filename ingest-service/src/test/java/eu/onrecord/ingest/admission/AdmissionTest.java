package eu.onrecord.ingest.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final int SMALL = Limits.SMALL_BODY_BYTES;
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private long now;
    private final List<String> evicted = new ArrayList<>();
    /** Twenty webhooks, ten full small bodies, ten of 100 KB, ten times 100 KB of records; half of it for each channel. */
    private final Admission admission = new Admission(new Limits(20, 10L * SMALL, 1_000_000, 1_000_000, 56, 10), () -> now);

    @Test
    void thereIsRoomForSoManyAndAgainWhenOneHasLeft() {
        var places = new ArrayList<Admission.Place>();
        for (var i = 0; i < 18; i++) {
            places.add(place(i % 2 == 0 ? "a" : "b", true));
            assertTrue(places.get(i).enter());
        }

        assertTrue(admission.isFull(true));
        assertFalse(place("a", true).enter());
        places.get(0).leave();
        assertTrue(place("a", true).enter());
    }

    @Test
    void thelastRoomIsForThoseThatDoNotComeAgain() {
        for (var i = 0; i < 18; i++) {
            assertTrue(place(i % 2 == 0 ? "a" : "b", true).enter());
        }

        assertTrue(admission.isFull(true));
        assertFalse(admission.isFull(false));
        assertTrue(place("a", false).enter() && place("a", false).enter());
        assertTrue(admission.isFull(false));
    }

    @Test
    void whoseBodyHasNotComeYetTakesNoRoom() {
        for (var i = 0; i < 100; i++) {
            place("a", true);
        }

        assertFalse(admission.isFull(true));
        assertEquals(0, admission.bytes());
    }

    @Test
    void aBodyTakesRoomAsItComesAndGivesAllOfItBack() {
        var place = place("a", true);

        assertTrue(place.holds(100) && place.holds(SMALL) && place.holds(SMALL + 1) && place.holds(300_000));
        assertEquals(300_000, admission.bytes());
        place.leave();
        place.leave();
        assertEquals(0, admission.bytes());
        assertFalse(place.holds(1));
    }

    @Test
    void largeBodiesNeverKeepSmallOnesOut() {
        assertTrue(there(place("a", true), 450_000) && there(place("b", true), 450_000));
        assertFalse(place("c", true).holds(100_000));

        for (var i = 0; i < 4; i++) {
            assertTrue(there(place("a", true), SMALL) && there(place("b", true), SMALL));
        }
    }

    @Test
    void oneChannelLeavesRoomForAnother() {
        for (var i = 0; i < 5; i++) {
            assertTrue(there(place("a", true), SMALL));
        }

        assertFalse(place("a", true).holds(SMALL));
        assertTrue(place("b", true).holds(SMALL));
    }

    /** Of what is there for those that come again, and not of all: else it would bind nobody where some is kept for others. */
    @Test
    void oneChannelLeavesPlacesForAnother() {
        var entered = new ArrayList<Admission.Place>();
        for (var place = place("a", true); place.enter(); place = place("a", true)) {
            entered.add(place);
        }

        assertEquals(10, entered.size());
        assertTrue(place("b", true).enter());
        assertTrue(place("c", false).enter());
        entered.get(0).leave();
        assertTrue(place("a", true).enter());
        assertFalse(place("a", true).enter());
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 10, 50 })
    void oneChannelLeavesRoomForAnotherWhateverIsKeptForThoseThatDoNotComeAgain(int reserved) {
        var busy = new Admission(new Limits(1000, 16_000_000, 24_000_000, 40_000_000, 60, reserved), () -> now);
        for (var size : List.of(SMALL, 2_000_000)) {
            while (busy.place("a", true, () -> {
            }).holds(size)) {
                // until its share is taken
            }
            assertTrue(busy.place("b", true, () -> {
            }).holds(size), size + " bytes");
        }
    }

    @Test
    void whoseLargestBodyNeverFitsIsToldSoAtTheStart() {
        var tight = new Admission(new Limits(1000, 16_000_000, 8_000_000, 40_000_000, 60, 50), () -> now);

        tight.requireRoom("a", 2_400_000, true);
        tight.requireRoom("a", 3_000_000, false);
        var refused = assertThrows(IllegalArgumentException.class, () -> tight.requireRoom("a", 2_400_001, true));
        assertTrue(refused.getMessage().contains("onrecord.admission.large-bytes"), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource({ "100000, 24000000, 40000000, 3000000, small-bytes", "100000, 24000000, 40000000, 40000, small-bytes",
            "16000000, 24000000, 4000000, 2000000, record-bytes", "16000000, 8000000, 40000000, 3000000, large-bytes" })
    void noBodyOfItsProvidersIsLeftThatNeverFits(long small, long large, long records, int largest, String setting) {
        var tight = new Admission(new Limits(1000, small, large, records, 60, 50), () -> now);

        var refused = assertThrows(IllegalArgumentException.class, () -> tight.requireRoom("a", largest, true));
        assertTrue(refused.getMessage().contains("onrecord.admission." + setting), refused::getMessage);
    }

    /** Whoever wants the room: what is sent again goes first. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void whatIsNotSentAgainGoesLast(boolean comesAgain) {
        var full = new Admission(new Limits(20, 10L * SMALL, 1_000_000, 1_000_000, 100, 50), () -> now);
        for (var i = 0; i < 6; i++) {
            var name = "once " + i;
            assertTrue(full.place("once", false, () -> evicted.add(name)).holds(SMALL));
        }
        for (var i = 0; i < 4; i++) {
            var name = "again " + i;
            assertTrue(full.place("again", true, () -> evicted.add(name)).holds(SMALL));
        }
        now += A_WHILE.toNanos();

        assertTrue(full.place("other", comesAgain, () -> {
        }).holds(SMALL));

        assertEquals(List.of("again 0"), evicted);
    }

    /** What one has that does not come again is not counted against what is there for the others. */
    @Test
    void aChannelThatDoesNotComeAgainLeavesPlacesAndRoomForThoseThatDo() {
        var busy = new Admission(new Limits(1000, 16_000_000, 24_000_000, 40_000_000, 60, 50), () -> now);
        var size = List.of(60_000, 2_000_000);
        for (var bytes : size) {
            while (there(busy.place("once", false, () -> {
            }), bytes)) {
                // until its share is taken
            }
        }
        while (busy.place("once", false, () -> {
        }).enter()) {
            // until its share is taken
        }

        for (var bytes : size) {
            assertTrue(there(busy.place("again", true, () -> {
            }), bytes), bytes + " bytes");
        }
    }

    @Test
    void whatIsNotSentAgainGoesForNobodyWhoIs() {
        var kept = new Admission(new Limits(20, 10L * SMALL, 1_000_000, 1_000_000, 56, 50), () -> now);
        assertTrue(kept.place("once", false, () -> evicted.add("once")).holds(SMALL));
        for (var i = 0; i < 5; i++) {
            var name = "again " + i;
            assertTrue(kept.place("channel " + i / 2, true, () -> evicted.add(name)).holds(SMALL));
        }
        now += A_WHILE.toNanos();

        assertTrue(kept.place("c", true, () -> evicted.add("c")).holds(SMALL));

        assertEquals(List.of("again 0"), evicted);
    }

    @Test
    void nobodyGoesInVain() {
        for (var i = 0; i < 4; i++) {
            assertTrue(place("b", "of another").holds(SMALL));
        }
        for (var i = 0; i < 5; i++) {
            assertTrue(there(place("a", "whole"), SMALL));
        }
        now += A_WHILE.toNanos();

        assertFalse(place("a", true).holds(SMALL), "its share is taken");

        assertEquals(List.of(), evicted);
    }

    @Test
    void whoIsSlowMakesRoomForWhoComesAfterTheOldestFirst() {
        for (var i = 0; i < 9; i++) {
            assertTrue(place(i < 5 ? "a" : "b", "slow " + i).holds(SMALL));
        }
        now += A_WHILE.toNanos();

        assertTrue(there(place("a", true), SMALL) && there(place("b", true), SMALL));

        assertEquals(List.of("slow 0", "slow 1"), evicted);
    }

    @Test
    void whereOnlyItsChannelIsFullOneOfItsChannelMakesRoom() {
        place("b", "of another").holds(SMALL);
        for (var i = 0; i < 5; i++) {
            assertTrue(place("a", "slow " + i).holds(SMALL));
        }
        now += A_WHILE.toNanos();

        assertTrue(place("a", true).holds(SMALL));

        assertEquals(List.of("slow 0"), evicted);
    }

    @Test
    void whatIsWholeOrHasOnlyBegunMakesRoomForNobody() {
        for (var i = 0; i < 5; i++) {
            assertTrue(there(place("a", "whole"), SMALL));
        }
        now += A_WHILE.toNanos();
        for (var i = 0; i < 4; i++) {
            assertTrue(place("b", "begun").holds(SMALL));
        }

        assertFalse(place("b", true).holds(SMALL) && place("b", true).holds(SMALL));
        assertEquals(List.of(), evicted);
    }

    @Test
    void whatIsMadeOfABodyIsCountedInsteadOfIt() {
        var place = place("a", true);
        there(place, 400_000);

        assertTrue(place.becomes(504_000));
        assertEquals(504_000, admission.bytes());
        assertTrue(there(place("a", true), 450_000), "the room for bodies is free again");
        assertFalse(place("a", true).becomes(1), "one channel's share of what may be made of them");
        place.leave();
        assertTrue(place("a", true).becomes(1));
    }

    @Test
    void whatFindsNoRoomKeepsWhatItHas() {
        var place = place("a", true);
        there(place, 400_000);

        assertFalse(place.becomes(600_000));
        assertEquals(400_000, admission.bytes());
        place.leave();
        assertEquals(0, admission.bytes());
        assertEquals(0, admission.webhooks());
    }

    private static boolean there(Admission.Place place, long bytes) {
        return place.holds(bytes) && place.enter();
    }

    private Admission.Place place(String channel, boolean comesAgain) {
        return admission.place(channel, comesAgain, () -> evicted.add(channel));
    }

    private Admission.Place place(String channel, String name) {
        return admission.place(channel, true, () -> evicted.add(name));
    }
}
