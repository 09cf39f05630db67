package eu.onrecord.consent.telling;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import eu.onrecord.consent.Conversation;
import eu.onrecord.consent.ServiceTest;
import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.phone.Behaviour;
import eu.onrecord.local.testing.TopicReader;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;

/** Customers are told that they are recorded, and it is on record that they were. */
@QuarkusTest
class TellingTest extends ServiceTest {
    @Inject
    IdentifierVault vault;

    @Test
    void whoWritesFirstIsToldOnceInTheirLanguageHoweverOftenTheWebhookComes() {
        var contact = conversation();
        contact.writes("wamid.1", "Goedemorgen");
        contact.writes("wamid.1", "Goedemorgen");
        contact.writes("wamid.2", "Is daar iemand?");

        awaitDesk(contact, 2);
        var notice = awaitSent(contact, 1).get(0).text();
        assertTrue(notice.startsWith(DUTCH_NOTICE) && notice.contains("5 jaar"), notice);
    }

    @Test
    void aStrangerWhoseLanguageTheNoticeDoesNotSpeakIsToldInTheChannels() {
        var contact = conversation("example-be", "whatsapp-be", "+4915");
        contact.writes("wamid.1", "Guten Tag");

        var notice = awaitSent(contact, 1).get(0).text();
        assertTrue(notice.contains("Dit gesprek met"), notice);
    }

    @Test
    void whoWasToldOnTheWebsiteIsNotToldAgain() {
        var contact = conversation("whatsapp-widget");
        contact.writes("wamid.1", "Hallo");

        await().atMost(SOON).until(() -> "waived".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        assertEquals("entry-point-notice", contact.published(Change.DISCLOSURE_CHANGED).get(0).reason());
        assertEquals(List.of(), sentTo(contact));
    }

    @Test
    void theNoticeGoesAtTheHeadOfTheFirstAnswerWhereTheChannelSaysSo() {
        var contact = conversation("whatsapp-inline");
        contact.writes("wamid.1", "Hallo");
        await().atMost(SOON).until(() -> "queued".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        assertEquals(List.of(), sentTo(contact));

        answer(contact, "Dag mevrouw").statusCode(202);
        var first = awaitSent(contact, 1).get(0);
        assertTrue(first.text().startsWith(DUTCH_NOTICE) && first.text().endsWith("Dag mevrouw"), first.text());
        contact.status(first, Status.State.READ);

        await().atMost(SOON).until(() -> "read".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        answer(contact, "Nog iets").statusCode(202);
        assertEquals("Nog iets", awaitSent(contact, 2).get(1).text());
    }

    @Test
    void theProofIsPublishedWhenTheProviderTellsOfTheDelivery() {
        var contact = conversation();
        contact.writes("wamid.1", "Goedemorgen");
        var notice = awaitSent(contact, 1).get(0);

        contact.status(notice, Status.State.READ);
        contact.status(notice, Status.State.DELIVERED);

        await().atMost(SOON).until(() -> "read".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        relationship(contact).body("[0].disclosures[0].state", is("read")).body("[0].disclosures[0].language", is("nl"));
    }

    @Test
    void aStatusFromSomebodyElseProvesNothing() {
        var contact = conversation();
        contact.writes("wamid.1", "Goedemorgen");
        var notice = awaitSent(contact, 1).get(0);

        conversation().status(notice, Status.State.READ);
        contact.status(notice, Status.State.SENT);
        awaitAllRead();

        relationship(contact).body("[0].disclosures[0].state", is("sent"));
    }

    @Test
    void aProviderThatFailsForGoodFailsTheNoticeVisiblyAndItIsShownWhenTheCustomerWritesAgain() {
        var contact = conversation();
        whatsApp.behave(Behaviour.normal().failingWith(131026));
        contact.writes("wamid.1", "Goedemorgen");
        await().atMost(SOON).until(() -> "failed".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        assertEquals(List.of(), sentTo(contact));
        whatsApp.behave(Behaviour.normal());

        contact.writes("wamid.2", "Hallo?");

        assertTrue(awaitSent(contact, 1).get(0).text().startsWith(DUTCH_NOTICE));
    }

    @Test
    void aNoticeWhoseAnswerNeverCameIsUncertainAndSettledByItsStatus() {
        var contact = conversation();
        whatsApp.behave(Behaviour.normal().droppingConnections());
        contact.writes("wamid.1", "Goedemorgen");
        var notice = awaitSent(contact, 1).get(0);
        await().atMost(SOON).until(() -> "uncertain".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));

        contact.status(notice, Status.State.DELIVERED);

        await().atMost(SOON).until(() -> "delivered".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        try (var chat = new TopicReader(bootstrapServers, Topic.CHAT)) {
            await().atMost(SOON).until(() -> chat.all().stream().filter(it -> it.headers().lastHeader("ce_id") != null)
                    .map(EventCodec::readChat).map(Envelope::data)
                    .anyMatch(it -> it.message() != null && it.message().id().equals(notice.id())));
        }
        assertEquals(1, sentTo(contact).size());
    }

    @Test
    void aClaimThatNeverEndedIsUncertainAndTheNoticeGoesOnceMore() {
        var contact = conversation();
        whatsApp.behave(Behaviour.normal().failingWith(131047));
        contact.writes("wamid.1", "Goedemorgen");
        await().atMost(SOON).until(() -> "failed".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        whatsApp.behave(Behaviour.normal());

        claimLongAgo(contact);

        assertTrue(awaitSent(contact, 1).get(0).text().startsWith(DUTCH_NOTICE));
    }

    @Test
    void aNoticeThatMayHaveBeenSeenTwiceGoesNoThirdTimeHoweverLongNobodyKnowsAndHoweverOftenTheyWrite() {
        var contact = conversation();
        whatsApp.behave(Behaviour.normal().droppingConnections());
        contact.writes("wamid.1", "Goedemorgen");
        awaitSent(contact, 1);
        await().atMost(SOON).until(() -> "uncertain".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));

        pass(Duration.ofMinutes(11));
        awaitSent(contact, 2);
        await().atMost(SOON).until(() -> count("outbound_message where thread = $1 and state = 'UNCERTAIN' and repeated",
                contact.thread().value()) == 1);

        for (var later : List.of(Duration.ofMinutes(31), Duration.ofHours(25), Duration.ofDays(3))) {
            pass(later);
            contact.writes("wamid." + later, "Hallo?");
            awaitAllRead();
            assertEquals(0, count("outbound_message where thread = $1 and state in ('QUEUED', 'CLAIMED')",
                    contact.thread().value()), "after " + later);
        }
        assertEquals(2, sentTo(contact).size());
    }

    /** As a pod leaves it that dies between claiming and recording. */
    private void claimLongAgo(Conversation contact) {
        pool.preparedQuery("update outbound_message set state = 'CLAIMED', sealed_body = $3, claimed_at = $1 where thread = $2")
                .execute(Tuple.of(Columns.offset(clock.instant().minus(Duration.ofMinutes(11))), contact.thread().value(),
                        Buffer.buffer(vault.seal(new JsonObject().put("type", "text").put("text", DUTCH_NOTICE).encode()))))
                .await().atMost(SOON);
    }
}
