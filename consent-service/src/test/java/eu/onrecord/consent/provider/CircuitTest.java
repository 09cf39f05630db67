package eu.onrecord.consent.provider;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import eu.onrecord.consent.channel.Remedy;

class CircuitTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Circuit circuit = new Circuit();

    @Test
    void aRowOfFaultsLeavesTheProviderAloneForAWhileAndThenOneTries() {
        fail(Remedy.BACK_OFF, 10);

        assertFalse(circuit.isOpen(false, NOW.plusSeconds(14)));
        assertTrue(circuit.isOpen(false, NOW.plusSeconds(15)));
    }

    @Test
    void fewerFaultsOrASuccessBetweenThemAreNoRow() {
        fail(Remedy.BACK_OFF, 9);
        circuit.worked();
        fail(Remedy.BACK_OFF, 9);

        assertTrue(circuit.isOpen(false, NOW));
    }

    @Test
    void aTokenThatIsNotInOrderStopsEverythingAtOnceAndForLongerEachTime() {
        fail(Remedy.CALL_OPERATOR, 1);
        assertFalse(circuit.isOpen(false, NOW));

        circuit.failed(Remedy.CALL_OPERATOR, NOW.plusSeconds(15));
        assertFalse(circuit.isOpen(false, NOW.plusSeconds(15 + 29)));
        assertTrue(circuit.isOpen(false, NOW.plusSeconds(15 + 30)));
    }

    @Test
    void whoIsSaidToSendSpamBeginsNothingAndStillAnswers() {
        fail(Remedy.STOP_BEGINNING, 1);

        assertFalse(circuit.isOpen(true, NOW.plus(Duration.ofMinutes(59))));
        assertTrue(circuit.isOpen(false, NOW));
        assertTrue(circuit.isOpen(true, NOW.plus(Duration.ofMinutes(60))));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = { "BACK_OFF", "CALL_OPERATOR", "STOP_BEGINNING" })
    void whatIsAboutOneMessageOrCustomerStopsNothing(Remedy remedy) {
        fail(remedy, 100);

        assertTrue(circuit.isOpen(true, NOW));
    }

    private void fail(Remedy remedy, int times) {
        for (var i = 0; i < times; i++) {
            circuit.failed(remedy, NOW);
        }
    }
}
