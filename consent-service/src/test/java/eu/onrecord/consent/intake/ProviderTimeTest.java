package eu.onrecord.consent.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.chat.TimeOf;

class ProviderTimeTest {
    private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({ "MESSAGE, 2026-03-01T09:59:59Z, 2026-03-01T09:59:59Z", "MESSAGE, 2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z",
            "MESSAGE, 2026-03-02T10:00:00Z, 2026-03-01T10:00:00Z", "MESSAGE,,", "UNSUPPORTED,,",
            "PREFERENCE_CHANGE,, 2026-03-01T10:00:00Z", "IDENTITY_CHANGE,, 2026-03-01T10:00:00Z",
            "IDENTITY_CHANGE, 2027-01-01T00:00:00Z, 2026-03-01T10:00:00Z" })
    void nothingHappenedAfterItWasHeardOf(Kind kind, Instant told, Instant believed) {
        var event = new ChatEvent("example-nl", "whatsapp-nl", "whatsapp", Network.WHATSAPP, "1", new ThreadId("a".repeat(32)),
                new Customer("+31612345678", null, null), Direction.INBOUND, kind, Source.LIVE, null, null, null, null, told,
                TimeOf.PROVIDER, RECEIVED, new Original("application/json", "{}".getBytes(UTF_8),
                        new Original.Authentication("test", null, null, RECEIVED)));

        assertEquals(believed, ProviderTime.believed(event).occurredAt());
    }
}
