package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class EventIdTest {

    @Test
    void theIdOfAnEventNeverChanges() {
        assertEquals("75c9ac07-18b9-5280-8c77-80e0cb273ca8", EventId.of("whatsapp-nl", "wamid.A", "message").toString());
    }

    @Test
    void theIdSaysThatItIsAVersion5Uuid() {
        var id = EventId.of("whatsapp-nl", "wamid.A", "message");

        assertEquals(5, id.version());
        assertEquals(2, id.variant());
    }

    @Test
    void whatHappenedIsPartOfTheId() {
        assertNotEquals(EventId.of("c", "m", "status:sent"), EventId.of("c", "m", "status:read"));
        assertNotEquals(EventId.of("c", "m", "message"), EventId.of("d", "m", "message"));
    }

    @Test
    void aFragmentWithoutAMessageIdIsKnownByItsBytes() {
        assertEquals(EventId.ofFragment("c", new byte[] { 1 }), EventId.ofFragment("c", new byte[] { 1 }));
        assertNotEquals(EventId.ofFragment("c", new byte[] { 1 }), EventId.ofFragment("c", new byte[] { 2 }));
        assertNotEquals(EventId.ofFragment("c", new byte[] { 1 }), EventId.ofFragment("d", new byte[] { 1 }));
    }
}
