package eu.onrecord.consent.telling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.notice.Language;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent.Retention;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.local.testing.GoldenMessage;

/** What is published of a notice's showing is the contract's, for each word. */
class DisclosureWordsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final UUID EVIDENCE = UUID.fromString("c0000000-0000-4000-8000-000000000005");

    @ParameterizedTest
    @EnumSource(value = Delivery.class, names = { "CLAIMED", "UNCERTAIN", "CANCELLED", "ACCEPTED", "SENT", "FAILED",
            "READ" })
    void howFarAShowingCameIsPublishedInTheContractsWord(Delivery reached) {
        var work = Memory.work(NOW);
        var dossier = told(work, Memory.CHANNEL);

        new Notices(work).advance(dossier.disclosures().get(0), dossier, reached, EVIDENCE);

        Memory.assertLast(Change.DISCLOSURE_CHANGED, "consent-disclosure-" + reached.word(), work);
    }

    @Test
    void whoWasToldBeforeTheyCameIsNotShownOurText() {
        var work = Memory.work(NOW);
        told(work, Memory.channel(Optional.of("widget"), Retention.From.LAST_CONTACT));

        Memory.assertLast(Change.DISCLOSURE_CHANGED, "consent-disclosure-waived", work);
        assertNull(Memory.changes(work).get(0).data().disclosure().noticeHash());
    }

    @ParameterizedTest
    @EnumSource(Retention.From.class)
    void afterWhatTheRetentionBeginsIsPublished(Retention.From from) {
        var work = Memory.work(NOW);
        told(work, Memory.channel(Optional.empty(), from));

        Memory.assertLast(Change.DISCLOSURE_CHANGED,
                "consent-disclosure-from-" + from.name().toLowerCase(Locale.ROOT).replace('_', '-'), work);
    }

    @Test
    void aShowingThatIsTriedAgainSaysWhatItShowsThen() {
        var work = Memory.work(NOW);
        var dossier = told(work, Memory.CHANNEL);
        var notices = new Notices(work);
        notices.advance(dossier.disclosures().get(0), dossier, Delivery.FAILED, EVIDENCE);
        var since = Memory.channel(Optional.empty(), Retention.From.RELATIONSHIP_END);

        notices.require(dossier, dossier.threads().iterator().next(), since, List.of(Language.NL), EVIDENCE);

        var last = Memory.changes(work).get(2).data().disclosure();
        assertEquals(since.notice().in(List.of(Language.NL)).hash(), last.noticeHash());
        assertEquals(Retention.From.RELATIONSHIP_END, last.retention().from());
    }

    private static Dossier told(Work work, Channel channel) {
        var concerned = work.dossiers().of(EventCodec.readChat(GoldenMessage.received("chat-text-received")).data());
        new Notices(work).require(concerned.dossier(), concerned.thread(), channel, List.of(Language.NL), EVIDENCE);
        return concerned.dossier();
    }
}
