package eu.onrecord.consent.sending;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.consent.ServiceTest;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.local.phone.Behaviour;
import io.quarkus.test.junit.QuarkusTest;

/** How fast messages go, and what becomes of them when the provider tells something at an unusual time. */
@QuarkusTest
class SendingTest extends ServiceTest {
    private static final Duration A_WHILE = Duration.ofMillis(500);

    @BeforeEach
    void beginWithRoomForMessagesAndFreshKnowledge() {
        pass(Duration.ofMinutes(1));
        await().atMost(SOON).until(() -> freshness.isFresh("0".repeat(32), clock.instant()));
    }

    @Test
    void aStatusWithoutReferenceThatComesBeforeTheAnswerCountsWhenTheAnswerIsThere() {
        var contact = conversation();
        whatsApp.behave(Behaviour.normal().answeringAfter(Duration.ofSeconds(5)));
        contact.writes("wamid.1", "Hallo");
        await().atMost(SOON).until(() -> sentTo(contact).size() == 1);

        var status = contact.status(sentTo(contact).get(0).id(), null, Status.State.DELIVERED, null);

        await().atMost(SOON).until(() -> count("early_status where event_id = $1", status) == 1);
        await().atMost(SOON).until(() -> "delivered".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        await().atMost(SOON).until(() -> count("early_status where event_id = $1", status) == 0);
    }

    @Test
    void aChannelSendsNoFasterThanItsProviderTakes() {
        for (var i = 0; i < 5; i++) {
            conversation("whatsapp-slow").writes("wamid.1", "Hallo");
        }

        for (var expected : List.of(2, 4, 5)) {
            await().atMost(SOON).until(() -> sentToAll() == expected);
            await().during(A_WHILE).atMost(SOON).until(() -> sentToAll() == expected);
            pass(Duration.ofSeconds(2));
        }
    }

    @Test
    void aCustomerGetsNoMoreThanTheProviderTakesForOneCustomer() {
        var contact = conversation();
        contact.writes("wamid.1", "Hallo");
        awaitSent(contact, 1);
        customerOf(contact);
        for (var i = 0; i < 50; i++) {
            answer(contact, "Antwoord " + i).statusCode(202);
            pass(Duration.ofMillis(1));
        }

        await().atMost(SOON).until(() -> sentTo(contact).size() == 45);
        await().during(A_WHILE).atMost(SOON).until(() -> sentTo(contact).size() == 45);
        pass(Duration.ofSeconds(271));
        asTimePasses(() -> sentTo(contact).size() == 51);
        assertEquals("Antwoord 49", sentTo(contact).get(50).text());
    }

    @Test
    void whenAStatusSaysThatTheAccountIsBlockedNothingGoesUntilItIsTriedAgain() {
        var contact = conversation("whatsapp-slow");
        contact.writes("wamid.1", "Hallo");
        var notice = awaitSent(contact, 1).get(0);
        contact.status(notice.id(), notice.reference(), Status.State.FAILED, "131031");
        await().atMost(SOON).until(() -> "failed".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));

        var id = answer(contact, "Dag").statusCode(202).extract().path("id");
        as("agent").get("/messages/" + id).then().body("state", is("held")).body("waitsFor", is("channel-interrupted"));
        await().during(A_WHILE).atMost(SOON).until(() -> sentTo(contact).size() == 1);

        asTimePasses(() -> sentTo(contact).size() == 2);
    }

    /** The clock stands still, and what is held is looked at again later: but not before what was read is looked at again. */
    private void asTimePasses(Callable<Boolean> condition) {
        await().atMost(SOON).until(() -> {
            if (freshness.isFresh("0".repeat(32), clock.instant().plusSeconds(5))) {
                pass(Duration.ofSeconds(5));
            }
            return condition.call();
        });
    }

    private int sentToAll() {
        return conversations().stream().mapToInt(contact -> sentTo(contact).size()).sum();
    }
}
