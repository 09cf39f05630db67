package eu.onrecord.consent.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.evidence.EvidenceKind;
import eu.onrecord.consent.evidence.Statement;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.local.testing.GoldenMessage;

/** What is published of what the CRM and people say is the contract's, for each word. */
class RegisterWordsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Statement BY_LETTER = Statement.seen(EvidenceKind.LETTER, NOW, "letter-114");

    private final Work work = Memory.work(NOW);
    private final Registrar registrar = new Registrar(work, Memory.VAULT, Set.of("example-nl"), "crm");

    @ParameterizedTest
    @CsvSource({ "true, consent-restricted", "false, consent-restriction-lifted" })
    void aRestrictionIsPublished(boolean restricted, String example) {
        var dossier = work.dossiers().of(EventCodec.readChat(GoldenMessage.received("chat-text-received")).data()).dossier();
        dossier.relationship().restricted = !restricted;

        registrar.restrict(dossier, restricted, BY_LETTER);

        Memory.assertLast(Change.RESTRICTION_CHANGED, example, work);
    }

    @Test
    void whomTheCrmShowsToBeOneIsLinkedToo() {
        var onPhone = EventCodec.readChat(GoldenMessage.received("chat-text-received")).data();
        var elsewhere = EventCodec.readChat(GoldenMessage.received("chat-over-sms")).data();
        var one = work.dossiers().of(onPhone);
        var other = work.dossiers().of(elsewhere);
        other.thread().channel = one.thread().channel;

        work.dossiers().of("example-nl", List.of(Identifier.in(onPhone).get(0), Identifier.in(elsewhere).get(0)));
        work.publishLinks();

        assertEquals(List.of(one.thread().id, other.thread().id).stream().sorted().toList(), Memory.changes(work).stream()
                .filter(it -> it.data().change() == Change.THREADS_LINKED).flatMap(it -> it.data().threads().stream())
                .map(ThreadId::value).toList());
    }

    @Test
    void whoNeverWroteHasAKeyOfTheirOwnAndNoChannel() {
        var dossier = work.dossiers().of("example-nl", List.of(new Identifier(Identifier.Kind.CRM_ID, "4711")));

        registrar.wish(dossier, false, OptOut.MARKETING, BY_LETTER);

        Memory.assertLast(Change.OPTED_OUT, "consent-opted-out-of-whom-only-the-crm-knows", work);
        var event = Memory.changes(work).get(0).data();
        assertEquals(ConsentEvent.NO_CHANNEL, event.channel());
        assertEquals(dossier.id().toString().replace("-", ""), event.thread().value());
    }

    @Test
    void thatSomebodyElseHoldsANumberIsPublishedOfEachOfItsThreads() {
        var event = EventCodec.readChat(GoldenMessage.received("chat-text-received")).data();
        var dossier = work.dossiers().of(event).dossier();

        var holder = registrar.separated(dossier, Identifier.in(event).get(0), NOW.minus(Duration.ofDays(1)), BY_LETTER);

        Memory.assertLast(Change.CUSTOMERS_SEPARATED, "consent-customers-separated", work);
        assertEquals(List.of(event.thread().value()), holder.threads().stream().map(thread -> thread.id).toList());
    }
}
