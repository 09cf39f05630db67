package eu.onrecord.consent.optout;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import eu.onrecord.consent.ServiceTest;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.consent.Change;
import io.quarkus.test.junit.QuarkusTest;

/** Who asks for silence gets one confirmation, and then silence. */
@QuarkusTest
class OptOutTest extends ServiceTest {
    @Test
    void anOptOutIsRecordedAnsweredOnceAndThenThereIsSilence() {
        var contact = conversation();
        contact.writes("wamid.1", "Goedemorgen");
        awaitSent(contact, 1);
        contact.writes("wamid.2", "Stop!");
        contact.writes("wamid.3", "STOP");

        awaitDesk(contact, 3);
        var confirmation = awaitSent(contact, 2).get(1).text();
        assertTrue(confirmation.startsWith("U ontvangt geen berichten meer van Voorbeeld BV"), confirmation);
        relationship(contact).body("[0].optOut", is("all"));
        answer(contact, "Nog iets?").statusCode(403).contentType("application/problem+json")
                .body("reason", is("opted-out")).body("detail", notNullValue());
    }

    @Test
    void whoOptedOutAndWritesAgainIsToldAndMayBeAnswered() {
        var contact = conversation();
        contact.writes("wamid.1", "STOP");
        awaitSent(contact, 1);
        contact.writes("wamid.2", "Toch een vraag", clock.instant().plusSeconds(1));

        assertTrue(awaitSent(contact, 2).get(1).text().startsWith(DUTCH_NOTICE));
        answer(contact, "Zegt u het maar").statusCode(202);
        relationship(contact).body("[0].optOut", is("all"));
    }

    @Test
    void whoOptsOutWithTheFirstMessageGetsTheConfirmationAndNoNotice() {
        var contact = conversation();
        contact.writes("wamid.1", "Afmelden");

        awaitDesk(contact, 1);
        assertTrue(awaitSent(contact, 1).get(0).text().contains("geen berichten meer"));
    }

    @Test
    void aFirstMessageThatIsAStopIsEvidenceOfBoth() {
        var contact = conversation();
        contact.writes("wamid.1", "STOP");

        as("auditor").get("/relationships/" + customerOf(contact) + "/evidence").then().statusCode(200)
                .body("event.event_state", hasItem("x_relationship")).body("event.event_state", hasItem("consent withdrawn"));
    }

    @Test
    void aWordThatMayMeanSomethingElseIsAskedAbout() {
        var contact = conversation();
        contact.writes("wamid.1", "Opzeggen");

        await().atMost(SOON).until(() -> sentTo(contact).stream()
                .anyMatch(it -> it.text().startsWith("Wilt u geen berichten meer van Voorbeeld BV?")));
        relationship(contact).body("[0].optOut", is("none"));
    }

    @Test
    void anErrorThatTellsOfAnOptOutIsOne() {
        var contact = conversation();
        contact.writes("wamid.1", "Hallo");
        var notice = awaitSent(contact, 1).get(0);

        contact.status(notice.id(), notice.reference(), Status.State.FAILED, "131050");

        await().atMost(SOON).until(() -> "marketing".equals(contact.lastState(Change.OPTED_OUT)));
    }

    @Test
    void whoOptsOutWhileAMessageWaitsDoesNotGetItAndTheDeskIsTold() {
        var contact = conversation("example-be", "whatsapp-be", "+3247");
        contact.writes("wamid.1", "Bonjour");
        var customer = customerOf(contact);
        var id = answer(contact, "Une offre").statusCode(202).extract().path("id");

        contact.writes("wamid.2", "STOP", clock.instant().plusSeconds(1));

        await().atMost(SOON).untilAsserted(() -> as("agent").get("/messages/" + id).then().body("state", is("cancelled"))
                .body("error", is("opted-out")));
        assertFalse(sentTo(contact).stream().anyMatch(it -> "Une offre".equals(it.text())));
        await().atMost(SOON).untilAsserted(() -> assertTrue(toldToTheDesk(contact.channel()).containsAll(List.of(
                "eu.onrecord.desk.message-status.v1 " + customer + " cancelled",
                "eu.onrecord.consent.opted-out.v1 " + customer + " all"))));
    }

    /** Type, customer and state of what the desk of a channel was told. */
    private static List<String> toldToTheDesk(String channel) {
        return as("agent").get("/desk/events?limit=1000&channel=" + channel).then().statusCode(200).extract().jsonPath()
                .getList("collect { it.type + ' ' + it.data.customer + ' ' + it.data.state }");
    }
}
