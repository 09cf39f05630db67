package eu.onrecord.consent.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Relationship;
import eu.onrecord.consent.relationship.RelationshipState;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.IdentityChange.What;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.local.testing.GoldenMessage;

/** Who is known by something else from now on is whom they were, and who is bound by what was asked for under it. */
class IdentityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String PHONE = "+31600000001";
    private static final String OTHER = "+31600000002";
    private static final ChatEvent TEXT = EventCodec.readChat(GoldenMessage.received("chat-text-received")).data();
    private final Work work = Memory.work(NOW);
    private final ChatIntake intake = new ChatIntake(work);
    private int seconds;

    /** Known by the number alone when they said stop; the provider tells that their user id is another. */
    @Test
    void anotherUserIdLiftsNoStop() {
        take(said("a", new Customer(PHONE, null, "Jan"), "STOP"));
        take(changed("b", new Customer(PHONE, "NL.OLD", "Jan"), new IdentityChange(What.USER_ID, PHONE, "NL.NEW", null)));

        assertSame(of(Identifier.of(PHONE, null).get(0)), of(Identifier.of(null, "NL.NEW").get(0)));
        assertEquals(OptOut.ALL, of(Identifier.of(null, "NL.NEW").get(0)).wishes.optOut);
    }

    @ParameterizedTest
    @CsvSource({ "STOP, ALL", "/stop, ALL", "Hallo, NONE" })
    void aNumberThatSomebodyStoppedUnderBindsWhoeverHasItNext(String said, OptOut bound) {
        take(said("a", new Customer(OTHER, null, "Piet"), said));
        take(said("b", new Customer(PHONE, null, "Jan"), "Hallo"));
        take(changed("b", new Customer(PHONE, null, "Jan"), new IdentityChange(What.PHONE, OTHER, null, null)));

        assertEquals(bound, of(Identifier.of(OTHER, null).get(0)).wishes.optOut);
    }

    /** All in one moment: who stopped under a number, changed it, and somebody else writes from it. */
    @ParameterizedTest
    @CsvSource({ "STOP, ALL", "/stop, ALL", "Geen reclame meer, MARKETING", "Hallo, NONE" })
    void aNumberThatSomebodyLeftBindsWhoeverHasItNext(String said, OptOut bound) {
        take(said("a", new Customer(OTHER, null, "Jan"), said));
        take(changed("a", new Customer(OTHER, null, "Jan"), new IdentityChange(What.PHONE, PHONE, null, null)));
        take(said("a", new Customer(OTHER, null, "Piet"), "Hallo"));

        assertNotSame(of(phone(PHONE)), of(phone(OTHER)));
        assertEquals(bound, of(phone(OTHER)).wishes.optOut);
        assertEquals(bound, of(phone(PHONE)).wishes.optOut);
    }

    /** What was written under it until then stays whose it was: the archive is told from when on it is somebody else's. */
    @Test
    void aNumberThatBecomesThatOfSomebodyWhoIsKnownIsTakenFromWhoHadItAndNotTheirConversation() {
        take(said("a", new Customer(PHONE, null, "Jan"), "Hallo"));
        take(said("b", new Customer(OTHER, null, "Piet"), "Hallo"));
        var piet = of(phone(OTHER));
        take(changed("a", new Customer(PHONE, null, "Jan"), new IdentityChange(What.PHONE, OTHER, null, null)));

        work.publishHandedOver();

        var told = Memory.changes(work).stream().filter(it -> it.data().change() == Change.CUSTOMERS_SEPARATED).toList();
        assertEquals(List.of("b".repeat(32)), told.stream().map(it -> it.data().thread().value()).toList());
        assertEquals(of(phone(OTHER)).customerId, told.get(0).data().customer());
        assertNotSame(of(phone(OTHER)), piet);
    }

    /** A number that was given out again: the provider's id is another, and nobody told that the number changed hands. */
    @Test
    void anotherAccountOnAKnownNumberSuspendsUntilSomebodyChecked() {
        take(said("a", new Customer(PHONE, "NL.OLD", "Jan"), "Hallo"));
        assertFalse(of(phone(PHONE)).suspended);

        take(said("b", new Customer(PHONE, "NL.NEW", "Piet"), "Hallo"));

        assertTrue(of(phone(PHONE)).suspended);
    }

    @Test
    void theSameAccountAndOneThatIsHeardOfForTheFirstTimeSuspendNobody() {
        take(said("a", new Customer(PHONE, null, "Jan"), "Hallo"));
        take(said("a", new Customer(PHONE, "NL.OLD", "Jan"), "Hallo"));
        take(said("b", new Customer(PHONE, "NL.OLD", "Jan"), "Hallo"));
        take(said("b", new Customer(null, "NL.OLD", "Jan"), "Hallo"));

        assertFalse(of(phone(PHONE)).suspended);
    }

    @Test
    void aKnownAccountThatComesWithAnothersNumberIsNobodyElseAndBoundByWhatWasStoppedUnderIt() {
        take(said("a", new Customer(PHONE, "NL.JAN", "Jan"), "Hallo"));
        take(said("b", new Customer(OTHER, "NL.PIET", "Piet"), "STOP"));

        take(said("a", new Customer(OTHER, "NL.JAN", "Jan"), "Hallo"));

        assertSame(of(userId("NL.JAN")), of(phone(OTHER)));
        assertNotSame(of(userId("NL.JAN")), of(userId("NL.PIET")));
        assertEquals(OptOut.ALL, of(userId("NL.JAN")).wishes.optOut);
    }

    @Test
    void aNumberChangeTakesAwayOnlyTheNumberThatChanged() {
        take(said("a", new Customer(PHONE, null, "Jan"), "Hallo"));
        work.dossiers().of(TEXT.legalEntity(), List.of(phone(PHONE), phone("+31600000009")));

        take(changed("a", new Customer(PHONE, null, "Jan"), new IdentityChange(What.PHONE, OTHER, null, null)));

        assertSame(of(phone(OTHER)), of(phone("+31600000009")));
        assertTrue(work.dossiers().find(TEXT.legalEntity(), phone(PHONE)).isEmpty(), "it may be somebody else's tomorrow");
    }

    /** Nobody known, told anew, and bound by nothing but what was asked for under the number. */
    @ParameterizedTest
    @CsvSource({ "STOP, ALL", "Hallo, NONE" })
    void whoHoldsANumberThatWasAnothersInheritsNothingButTheSilence(String said, OptOut bound) {
        take(said("a", new Customer(PHONE, "NL.OLD", "Jan"), said));
        var former = work.dossiers().find(TEXT.legalEntity(), phone(PHONE)).orElseThrow();
        take(said("b", new Customer(PHONE, "NL.NEW", "Piet"), "Hallo"));

        var holder = work.dossiers().separate(former, phone(PHONE), former.relationship().suspendedAt);

        assertSame(holder.relationship(), of(phone(PHONE)));
        assertSame(former.relationship(), of(userId("NL.OLD")));
        assertEquals(RelationshipState.UNKNOWN, holder.relationship().state);
        assertEquals(List.of(), holder.disclosures());
        assertEquals(bound, holder.relationship().wishes.optOut);
        assertEquals(1, former.threads().size());
    }

    /** The id came with the doubt: it is the new holder's. */
    @Test
    void whatWasToldSinceTheDoubtIsTheNewHolders() {
        take(said("a", new Customer(PHONE, "NL.OLD", "Jan"), "Hallo"));
        var former = work.dossiers().find(TEXT.legalEntity(), phone(PHONE)).orElseThrow();
        var since = former.relationship().since;

        var holder = work.dossiers().separate(former, phone(PHONE), since.minusSeconds(1));

        assertSame(holder.relationship(), of(userId("NL.OLD")));
        assertEquals(0, former.threads().size());
        assertEquals(1, holder.threads().size());
    }

    private static Identifier phone(String number) {
        return Identifier.of(number, null).get(0);
    }

    private static Identifier userId(String id) {
        return Identifier.of(null, id).get(0);
    }

    private Relationship of(Identifier identifier) {
        return work.dossiers().find(TEXT.legalEntity(), identifier).orElseThrow().relationship();
    }

    private void take(ChatEvent event) {
        intake.take(UUID.randomUUID(), event, Memory.CHANNEL);
    }

    private ChatEvent said(String thread, Customer customer, String text) {
        return event(Kind.MESSAGE, thread, customer, new Message("wamid." + ++seconds, "text").text(text), null);
    }

    private ChatEvent changed(String thread, Customer customer, IdentityChange change) {
        return event(Kind.IDENTITY_CHANGE, thread, customer, new Message("wamid." + ++seconds, "system"), change);
    }

    private ChatEvent event(Kind kind, String thread, Customer customer, Message message, IdentityChange change) {
        var at = NOW.minusSeconds(100 - ++seconds);
        return new ChatEvent(TEXT.legalEntity(), TEXT.channel(), TEXT.provider(), TEXT.network(), TEXT.business(),
                new ThreadId(thread.repeat(32)), customer, TEXT.direction(), kind, TEXT.source(), message, null, change, null,
                at,
                TEXT.timeOf(), at, TEXT.original());
    }
}
