package eu.onrecord.consent.desk;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import eu.onrecord.consent.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class DeskTest extends ServiceTest {
    @Test
    void aDeskThatWasAwayAsksForWhatItMissed() {
        var contact = conversation("whatsapp-nl");
        var first = contact.writes("wamid.1", "Een");
        var second = contact.writes("wamid.2", "Twee", clock.instant().plusSeconds(1));

        await().atMost(SOON).untilAsserted(() -> as("agent").get("/desk/events?channel=whatsapp-nl&limit=1000&after=" + first)
                .then().statusCode(200).contentType("application/cloudevents-batch+json")
                .body("id", hasItem(second.toString())));
        as("agent").get("/desk/events?channel=whatsapp-nl&after=" + UUID.randomUUID()).then().statusCode(404);
        as("auditor").get("/desk/events?channel=whatsapp-nl").then().statusCode(403);
    }

    @Test
    void aDeskThatHangsHoldsUpNoOther() {
        var hanging = Stream.generate(() -> conversation("whatsapp-widget")).limit(40).toList();
        var contact = conversation();
        hanging.forEach(it -> it.writes("wamid.1", "Wie is daar?"));
        await().atMost(SOON).until(() -> desk.silences() >= 20);

        var told = contact.writes("wamid.1", "Ik ben er");

        // before a desk that hangs is given up
        await().atMost(DeskWebhook.PATIENCE.minusSeconds(2))
                .until(() -> desk.received().stream().anyMatch(item -> item.id().equals(told)));
    }

    @Test
    void aDeskThatHangsHoldsUpNoOtherWithTheSameCustomer() {
        var atWidget = conversation("whatsapp-widget");
        atWidget.writes("wamid.1", "Wie is daar?");
        var elsewhere = closedLater(atWidget.on("whatsapp-nl"));

        var told = elsewhere.writes("wamid.1", "En hier?");

        await().atMost(SOON).until(() -> desk.received().stream().anyMatch(item -> item.id().equals(told)));
    }
}
