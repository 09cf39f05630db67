package eu.onrecord.contract.consent;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What producer and consumers must decide alike. */
class RulesTest {

    @ParameterizedTest
    @CsvSource({ "HELD, false", "QUEUED, false", "CLAIMED, false", "UNCERTAIN, false", "CANCELLED, false", "WAIVED, true",
            "ACCEPTED, false", "SENT, false", "FAILED, false", "DELIVERED, true", "READ, true" })
    void toldIsWhomItReachedOrWhoWasToldBefore(DisclosureState state, boolean told) {
        assertEquals(told, state.isTold());
    }

    @Test
    void noChannelMayBeCalledAsWhomOnlyTheCrmKnows() {
        assertThrows(IllegalStateException.class, () -> ConsentEvent.requireFree("none"));
        assertDoesNotThrow(() -> ConsentEvent.requireFree("whatsapp-nl"));
    }
}
