package eu.onrecord.consent.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
