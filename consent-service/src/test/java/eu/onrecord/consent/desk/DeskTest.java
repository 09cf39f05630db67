package eu.onrecord.consent.desk;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.consent.ServiceTest;
import eu.onrecord.consent.batch.Columns;
import eu.onrecord.local.desk.DeskItem;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;

@QuarkusTest
class DeskTest extends ServiceTest {
    private static final String RELATIONSHIP_CHANGED = "eu.onrecord.consent.relationship-changed.v1";

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

    @ParameterizedTest
    @ValueSource(ints = { 400, 422 })
    void whatADeskRefusesForGoodEndsVisiblyAndHoldsUpNothingBehindIt(int status) {
        desk.answerTo(RELATIONSHIP_CHANGED, status);
        try {
            var contact = conversation("whatsapp-nl");

            var told = contact.writes("wamid.1", "Goedemorgen");

            await().atMost(SOON).until(() -> desk.received().stream().anyMatch(item -> item.id().equals(told)));
            await().atMost(SOON).until(() -> count("desk_event d join thread t on t.customer_id = d.customer_id "
                    + "where t.id = $1 and refused_status = $2 and not open", contact.thread().value(), status) == 1);
        } finally {
            desk.answerTo(RELATIONSHIP_CHANGED, 204);
        }
    }

    /** What is not taken now waits for its next try, and what waits is looked at by nobody meanwhile. */
    @Test
    void aThousandCustomersWhoseFirstEventWaitsHoldUpNobodyElse() {
        pool.preparedQuery("""
                insert into desk_event (event_id, customer_id, channel, due_at, created_at, attempts)
                select gen_random_uuid(), gen_random_uuid(), 'whatsapp-nl', $1::timestamptz + interval '5 minutes', $1, 12
                from generate_series(1, 1500)""").execute(Tuple.of(Columns.offset(clock.instant()))).await().atMost(SOON);
        var contact = conversation("whatsapp-nl");

        var told = contact.writes("wamid.1", "Goedemorgen");

        await().atMost(SOON).until(() -> desk.received().stream().anyMatch(item -> item.id().equals(told)));
    }

    @Test
    void whatComesBehindAnEventIsToldInItsOrderWhenThatHasEnded() {
        desk.answerTo(RELATIONSHIP_CHANGED, 503);
        var contact = conversation("whatsapp-nl");
        var first = contact.writes("wamid.1", "Een");
        var second = contact.writes("wamid.2", "Twee", clock.instant().plusSeconds(1));
        awaitAllRead();
        await().atMost(SOON).until(() -> count("desk_event d join thread t on t.customer_id = d.customer_id "
                + "where t.id = $1 and open and due_at < 'infinity' and attempts > 0", contact.thread().value()) == 1);

        desk.answerTo(RELATIONSHIP_CHANGED, 204);

        await().atMost(SOON).until(() -> {
            pass(Duration.ofMinutes(1));
            return desk.received().stream().anyMatch(item -> item.id().equals(second));
        });
        assertEquals(List.of(first, second), desk.received().stream().map(DeskItem::id)
                .filter(id -> id.equals(first) || id.equals(second)).toList());
    }
}
