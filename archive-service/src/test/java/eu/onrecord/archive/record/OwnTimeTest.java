package eu.onrecord.archive.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.local.testing.GoldenMessage;

class OwnTimeTest {
    private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest(name = "happened {0}: {1}")
    @CsvSource({ "2026-03-01T09:59:50Z, 2026-03-01T09:59:50Z", ", 2026-03-01T10:00:00Z",
            "2009-01-01T00:00:00Z, 2009-01-01T00:00:00Z", "2008-12-31T23:59:59Z, 2026-03-01T10:00:00Z",
            "1970-01-01T00:00:00Z, 2026-03-01T10:00:00Z", "2027-03-02T10:00:00Z, 2027-03-02T10:00:00Z",
            "2027-03-02T10:00:01Z, 2026-03-01T10:00:00Z", "2016-03-01T10:00:00Z, 2016-03-01T10:00:00Z" })
    void whatCannotBeCountsAsNotTold(Instant occurred, Instant own) {
        assertEquals(own, OwnTime.ofChat(chat(occurred)));
        assertEquals(own, OwnTime.ofConsent(consent(occurred == null ? RECEIVED : occurred)));
    }

    private static Envelope<ChatEvent> chat(Instant occurred) {
        var it = EventCodec.readChat(GoldenMessage.received("chat-text-received")).data();
        return envelope(new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), it.kind(), it.source(), it.message(), null, null, null, occurred, it.timeOf(),
                RECEIVED, it.original()));
    }

    private static Envelope<ConsentEvent> consent(Instant occurred) {
        return envelope(new ConsentEvent("example-nl", "whatsapp-nl", new ThreadId("a".repeat(32)), UUID.randomUUID(),
                Change.OPTED_OUT, "all", "letter", null, null, null, occurred));
    }

    private static <D> Envelope<D> envelope(D data) {
        return new Envelope<>(UUID.randomUUID(), "t", URI.create("/s"), RECEIVED, "k", data);
    }
}
