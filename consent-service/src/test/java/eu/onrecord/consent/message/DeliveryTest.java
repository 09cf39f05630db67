package eu.onrecord.consent.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.contract.chat.Status.State;

class DeliveryTest {

    @ParameterizedTest
    @CsvSource({ "CLAIMED, ACCEPTED, ACCEPTED", "SENT, ACCEPTED, SENT", "ACCEPTED, SENT, SENT", "SENT, DELIVERED, DELIVERED",
            "DELIVERED, READ, READ", "DELIVERED, PLAYED, READ",
            // late and out of order
            "READ, DELIVERED, READ", "READ, SENT, READ", "DELIVERED, SENT, DELIVERED", "SENT, SENT, SENT",
            // a status before the answer to the send call
            "CLAIMED, DELIVERED, DELIVERED", "UNCERTAIN, SENT, SENT",
            // failing after it was taken; but not after it arrived
            "ACCEPTED, FAILED, FAILED", "SENT, FAILED, FAILED", "DELIVERED, FAILED, DELIVERED",
            "FAILED, DELIVERED, DELIVERED" })
    void aStatusOnlyMovesUp(Delivery before, State told, Delivery after) {
        assertEquals(after, before.after(told));
    }

    @Test
    void inWhateverOrderStatusesComeTheEndIsTheSame() {
        for (var first : State.values()) {
            for (var second : State.values()) {
                for (var start : Delivery.values()) {
                    assertEquals(start.after(first).after(second), start.after(second).after(first));
                    assertTrue(start.after(first).compareTo(start) >= 0);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "1, 1", "2, 4", "3, 16", "6, 1024" })
    void thePauseGrowsAsMetaAsks(int attempts, long seconds) {
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), Backoff.afterAttempt(attempts));
    }

    @Test
    void itIsNotTriedForEver() {
        assertEquals(Optional.empty(), Backoff.afterAttempt(7));
    }
}
