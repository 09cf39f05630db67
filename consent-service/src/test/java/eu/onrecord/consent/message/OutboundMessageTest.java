package eu.onrecord.consent.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.contract.chat.Network;

class OutboundMessageTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void itGoesOverWhatTheCustomerLastWroteOver() {
        var thread = new ChatThread();
        assertNull(OutboundMessage.confirmation(thread, "x", NOW).network);

        thread.heardAt(NOW, Network.WHATSAPP);
        thread.heardAt(NOW.minusSeconds(1), Network.VIBER);
        assertEquals(Network.WHATSAPP, OutboundMessage.confirmation(thread, "x", NOW).network);
        thread.heardAt(NOW.plusSeconds(1), Network.SMS);
        thread.heardAt(NOW.plusSeconds(2), null);
        assertEquals(Network.SMS, OutboundMessage.confirmation(thread, "x", NOW).network);
    }
}
