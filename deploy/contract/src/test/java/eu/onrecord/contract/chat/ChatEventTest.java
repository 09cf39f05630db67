package eu.onrecord.contract.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.contract.wire.EventId;
import eu.onrecord.contract.wire.Topic;

/** What every consumer relies on. */
class ChatEventTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    /** What begins a contact and opens a window. */
    @ParameterizedTest
    @CsvSource({ "MESSAGE, text, INBOUND, LIVE, yes, yes, true", "UNSUPPORTED, hologram, INBOUND, LIVE, yes, yes, true",
            "UNSUPPORTED, system, INBOUND, LIVE, yes, yes, false", "MESSAGE, system, INBOUND, LIVE, yes, yes, true",
            "MESSAGE, text, OUTBOUND, LIVE, yes, yes, false", "MESSAGE, text, INBOUND, HISTORY, yes, yes, false",
            "MESSAGE, text, INBOUND, LIVE, no, yes, false", "MESSAGE, text, INBOUND, LIVE, yes, no, false",
            "STATUS, text, INBOUND, LIVE, yes, yes, false", "EDIT, text, INBOUND, LIVE, yes, yes, false",
            "REACTION, text, INBOUND, LIVE, yes, yes, false", "CALL, text, INBOUND, LIVE, yes, yes, false",
            "PREFERENCE_CHANGE, text, INBOUND, LIVE, yes, yes, false" })
    void aMessageThatTheCustomerSendsNow(Kind kind, String type, Direction direction, Source source, String hasTime,
            String hasCustomer, boolean isLive) {
        var event = new ChatEvent("example-nl", "whatsapp-nl", "whatsapp", Network.WHATSAPP, "1", new ThreadId("0".repeat(32)),
                hasCustomer.equals("yes") ? new Customer("+31655500011", null, null) : null, direction, kind, source,
                new Message("m", type), null, null, null, hasTime.equals("yes") ? AT : null, TimeOf.PROVIDER, AT,
                new Original("application/json", new byte[0], new Original.Authentication("test", null, null, AT)));

        assertEquals(isLive, event.isLiveInboundMessage());
    }

    @Test
    void allFilesAreThereInTheirOrder() {
        var files = List.of(new Media("a", null, null, null), new Media("b", null, null, null),
                new Media("c", null, null, null));

        assertEquals(files, new Message("m", "photos").files(files).files());
        assertEquals(List.of(), new Message("m", "text").files(files).files(List.of()).files());
    }

    @Test
    void whatIsAnsweredAndWhatIsChangedAreTwoThings() {
        var answer = new Message("m", "text").replyTo("one");
        var change = new Message("m", "edit").target("two");

        assertEquals("one", answer.replyTo());
        assertNull(answer.target());
        assertEquals("two", change.target());
        assertNull(change.replyTo());
    }

    @Test
    void aPartIsOfItsTypeAndOfNoOther() {
        var part = new Part(PartType.TEXT, "x", List.of());

        assertTrue(part.is(PartType.TEXT));
        assertFalse(part.is(PartType.FILE));
    }

    @Test
    void aCustomerIsCalledSomething() {
        assertThrows(IllegalArgumentException.class, () -> new Customer(null, null, "Noor"));
        assertFalse(new Identifier("wa_id", "31655500011").toString().contains("31655500011"));
    }

    /** Ids are for ever: another would be another event. */
    @Test
    void whatHasNoIdIsKnownByItsBytes() {
        assertEquals(UUID.fromString("8294bd8b-e12f-5e93-b0de-4ed64c9cc86b"),
                EventId.ofFragment("whatsapp-nl", new byte[] { 1, 2, (byte) 0xab }));
        assertEquals(6, Forwarded.OFTEN);
        assertEquals(Duration.ofDays(15), Topic.COMES_AGAIN_FOR);
    }
}
