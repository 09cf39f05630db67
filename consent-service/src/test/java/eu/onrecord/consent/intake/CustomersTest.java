package eu.onrecord.consent.intake;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.junit.jupiter.api.Test;

import eu.onrecord.consent.Conversation;
import eu.onrecord.consent.ServiceTest;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.local.desk.DeskItem;
import io.quarkus.test.junit.QuarkusTest;

/** Who is a customer, and who is whom. */
@QuarkusTest
class CustomersTest extends ServiceTest {
    @Test
    void aRelationshipBeginsWithTheFirstLiveMessageAndSaysWhy() {
        var contact = conversation();
        var first = contact.writes("wamid.1", "Goedemorgen");

        await().atMost(SOON).untilAsserted(() -> relationship(contact).body("[0].state", is("contacted-us"))
                .body("[0].basis", is("inbound-message")).body("[0].evidence", is(first.toString())));
        await().atMost(SOON).until(() -> "contacted-us".equals(contact.lastState(Change.RELATIONSHIP_CHANGED)));
    }

    @Test
    void historyAndLateRetriesSendNothing() {
        var contact = conversation();
        contact.wroteBeforeUs("wamid.h", "oud");
        contact.wroteLongAgo("wamid.l", "laat", clock.instant().minus(Duration.ofHours(25)));

        awaitDesk(contact, 1);
        assertEquals(0, queuedTo(contact));
    }

    /** Signed as it was then: whoever kept it can send it again for ever. */
    @Test
    void anOldRequestOfAProviderThatTellsNoTimeIsNoNews() {
        var contact = conversation();
        var first = clock.instant().minus(Duration.ofHours(20)).truncatedTo(ChronoUnit.MILLIS);
        contact.isReceived("SM1", "Goedemorgen", first);
        awaitDesk(contact, 1);

        contact.isReceived("SM1", "Goedemorgen", clock.instant());
        awaitAllRead();
        relationship(contact).body("[0].lastContactAt", is(first.toString()));
        contact.isReceived("SM2", "Nog iets", clock.instant());

        await().atMost(SOON).untilAsserted(() -> relationship(contact).body("[0].lastContactAt", not(is(first.toString()))));
    }

    @Test
    void aReceiptMakesNobodyKnown() {
        var contact = conversation();
        contact.status("wamid.of-somebody-else", null, Status.State.READ, null);
        awaitAllRead();

        relationship(contact).body("$", hasSize(0));
    }

    @Test
    void phoneAndUserIdAreOneCustomerAndTheirThreadsOneConversation() {
        var contact = conversation();
        var userId = "NL." + contact.phone().substring(1);
        var withBoth = closedLater(contact.knownAs(contact.phone(), userId));
        contact.writes("wamid.1", "met nummer");
        awaitDesk(contact, 1);
        withBoth.writes("wamid.2", "met beide");
        closedLater(contact.knownAs(null, userId)).writes("wamid.3", "met naam");

        var customers = awaitDesk(contact, 3).stream().map(DeskItem::customer).distinct().toList();
        assertEquals(1, customers.size());
        await().atMost(SOON).until(() -> withBoth.published(Change.THREADS_LINKED).stream()
                .anyMatch(event -> event.threads().size() == 2));
        awaitSent(contact, 1);
    }

    @Test
    void twoCustomersThatAreFoundToBeOneKeepTheOptOut() {
        var contact = conversation();
        var userId = "NL." + contact.phone().substring(1);
        contact.writes("wamid.1", "Stop");
        awaitDesk(contact, 1);
        closedLater(contact.knownAs(null, userId)).writes("wamid.2", "Hallo");
        awaitDesk(contact, 2);
        var withBoth = closedLater(contact.knownAs(contact.phone(), userId));
        withBoth.status("wamid.x", null, Status.State.SENT, null);
        withBoth.writes("wamid.3", "Samen");

        await().atMost(SOON).untilAsserted(() -> relationship(contact).body("$", hasSize(1)).body("[0].optOut", is("all")));
        var ids = awaitDesk(contact, 3).stream().map(DeskItem::customer).distinct().toList();
        ids.forEach(id -> send(contact, id.toString(), Map.of("text", "Aanbieding")).statusCode(403)
                .body("reason", is("opted-out")));
    }

    @Test
    void whoChangedTheirNumberIsTheSameCustomerAndAnsweredAtTheNewOne() {
        var contact = conversation();
        var moved = closedLater(contact.knownAs(Conversation.phoneIn("+316"), null));
        contact.writes("wamid.1", "Goedemorgen");
        awaitSent(contact, 1);
        contact.numberChanges(moved.phone());
        await().atMost(SOON).untilAsserted(() -> relationship(moved).body("$", hasSize(1)));
        relationship(contact).body("$", hasSize(0));
        moved.writes("wamid.3", "Nieuw nummer");

        var customers = awaitDesk(contact, 2).stream().map(DeskItem::customer).distinct().toList();
        assertEquals(1, customers.size());
        answer(moved, "Dank u").statusCode(202);
        await().atMost(SOON).until(() -> sentTo(moved).stream().anyMatch(message -> message.text().equals("Dank u")));
    }

    @Test
    void aChangedIdentityShutsTheGateUntilSomebodyVerified() {
        var contact = conversation();
        contact.writes("wamid.1", "Hallo");
        var customer = customerOf(contact);
        contact.identityChanges(clock.instant().plusSeconds(1));
        await().atMost(SOON).until(() -> "suspended".equals(contact.lastState(Change.RELATIONSHIP_CHANGED)));

        answer(contact, "Dag").statusCode(403).body("reason", is("suspended"));
        as("agent").contentType("application/json").body(Map.of("reason", "teruggebeld"))
                .post("/relationships/" + customer + "/verifications").then().statusCode(200);

        answer(contact, "Dag").statusCode(202);
        await().atMost(SOON).until(() -> contact.published(Change.RELATIONSHIP_CHANGED).stream()
                .anyMatch(event -> "verified".equals(event.reason())));
    }

    @Test
    void anEchoToSomebodyUnknownIsAColdContactAndSendsNothing() {
        var contact = conversation();
        contact.isWrittenTo("wamid.e", "Aanbieding!", clock.instant());

        await().atMost(SOON).until(() -> contact.published(Change.COLD_CONTACT_DETECTED).size() == 1);
        assertEquals(0, queuedTo(contact));
    }

    @Test
    void aColdContactIsRaisedOnce() {
        var contact = conversation();
        contact.isWrittenTo("wamid.e1", "Aanbieding!", clock.instant());
        contact.isWrittenTo("wamid.e2", "Nog een!", clock.instant().plusSeconds(1));
        contact.writes("wamid.1", "Wie bent u?", clock.instant().plusSeconds(2));

        await().atMost(SOON).until(() -> "contacted-us".equals(contact.lastState(Change.RELATIONSHIP_CHANGED)));
        assertEquals(1, contact.published(Change.COLD_CONTACT_DETECTED).size());
    }

    /** The queue is filled in the same transaction as what was waited for: nothing can come later. */
    private long queuedTo(Conversation contact) {
        return count("outbound_message where thread = $1", contact.thread().value());
    }
}
