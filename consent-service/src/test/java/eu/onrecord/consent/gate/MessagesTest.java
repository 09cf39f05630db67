package eu.onrecord.consent.gate;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;

import eu.onrecord.consent.Conversation;
import eu.onrecord.consent.ServiceTest;
import eu.onrecord.contract.chat.Author;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.EventId;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.phone.Behaviour;
import eu.onrecord.local.phone.SentMessage;
import eu.onrecord.local.testing.TopicReader;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;

/** What an agent asks to be sent, and what becomes of it. */
@QuarkusTest
class MessagesTest extends ServiceTest {
    @Test
    void theDeskAnswersInTheWindowAndTheArchiveGetsBothSides() {
        var contact = conversation();
        contact.writes("wamid.1", "Goedemorgen");
        var customer = awaitDesk(contact, 1).get(0).customer().toString();

        var message = send(contact, customer, Map.of("text", "Dag! Waarmee kan ik helpen?")).statusCode(202)
                .body("state", is("queued")).extract()
                .<String> path("id");

        var answer = awaitSent(contact, 2).stream().filter(sent -> sent.text().startsWith("Dag!")).findFirst().orElseThrow();
        assertEquals(message, answer.reference());
        try (var chat = new TopicReader(bootstrapServers, Topic.CHAT)) {
            await().atMost(SOON).until(() -> chat.all().stream().filter(it -> it.headers().lastHeader("ce_id") != null)
                    .map(EventCodec::readChat).anyMatch(it -> it.data().direction() == Direction.OUTBOUND
                            && it.data().message().id().equals(answer.id()) && it.data().message().text().equals(answer.text())
                            && it.data().message().reference().equals(message)
                            && it.data().message().author().kind() == Author.Kind.PERSON
                            && it.id().equals(EventId.of("whatsapp-nl", message, "sent-by-us"))));
        }
        await().atMost(SOON)
                .untilAsserted(() -> as("agent").get("/messages/" + message).then().body("state", is("accepted")));
    }

    @Test
    void theSameIdempotencyKeySendsOnce() {
        var contact = conversation();
        contact.writes("wamid.1", "Goedemorgen");
        var key = UUID.randomUUID().toString();

        var first = answer(contact, "Dag", key).statusCode(202).extract().path("id");
        answer(contact, "Dag", key).statusCode(202).body("id", is(first));

        awaitSent(contact, 2);
        answer(contact, "Iets anders", key).statusCode(422);
        answer(contact, "einde").statusCode(202);
        assertEquals(1, awaitSent(contact, 3).stream().filter(sent -> sent.text().equals("Dag")).count());
    }

    @Test
    void nobodyWritesToSomeoneWhoNeverWrote() {
        send(conversation(), UUID.randomUUID().toString(), Map.of("text", "Koopje!")).statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void outsideTheWindowTheGateIsShut() {
        var contact = conversation();
        contact.wroteLongAgo("wamid.1", "Hallo", clock.instant().minus(Duration.ofHours(24)));

        answer(contact, "Te laat").statusCode(403).body("reason", is("window-closed"))
                .body("type", is("urn:onrecord:problem:denied")).body("ruleVersion", is(Gate.RULE_VERSION));
    }

    @Test
    void outsideTheWindowACustomerGetsATemplateAndAContactGetsNothing() {
        var contact = conversation();
        contact.writes("wamid.1", "Hallo", clock.instant().minus(Duration.ofHours(30)));
        var template = Map.of("template",
                Map.of("name", "meter_reading", "language", "nl", "parameters", List.of("Sanne")));
        send(contact, customerOf(contact), template).statusCode(403).body("reason", is("contact-only"));

        establish(contact);

        answer(contact, "Dag").statusCode(403).body("reason", is("window-closed"));
        send(contact, customerOf(contact), template).statusCode(202);
        await().atMost(SOON).until(() -> sentTo(contact).stream().anyMatch(it -> it.text().equals("[template]")));
    }

    @Test
    void aFileIsSentWithItsCaption() {
        var contact = conversation();
        contact.writes("wamid.1", "Hallo");

        send(contact, customerOf(contact), Map.of("media",
                Map.of("kind", "document", "link", "https://example.org/a.pdf", "filename", "a.pdf", "text", "Uw factuur")))
                .statusCode(202);

        await().atMost(SOON).until(() -> sentTo(contact).stream().anyMatch(it -> it.text().equals("[document]")));
    }

    @Test
    void aDecisionCanBeAskedForWithoutSending() {
        var contact = conversation();
        contact.writes("wamid.1", "Hallo");

        decision(contact, Map.of("text", "Dag", "purpose", "marketing")).body("verdict", is("deny"))
                .body("reason", is("no-marketing-basis")).body("sentence", notNullValue())
                .body("windowClosesAt", notNullValue());
        decision(contact, Map.of("text", "Dag")).body("verdict", is("allow"));

        assertEquals(0, count("outbound_message where kind = 'ANSWER' and thread = $1", contact.thread().value()));
    }

    @Test
    void aMessageWaitsForTheProofWhereTheChannelSaysSoAndThenGoes() {
        var contact = conversation("example-be", "whatsapp-be", "+3247");
        contact.writes("wamid.1", "Bonjour");
        var notice = awaitSent(contact, 1).get(0);
        assertTrue(notice.text().contains("Dit gesprek met Voorbeeld België") && notice.text().contains("Cette conversation"),
                notice.text());

        var id = answer(contact, "Bonjour !").statusCode(202).body("state", is("held"))
                .body("waitsFor", is("notice-not-proven")).extract().<String> path("id");
        assertEquals(1, sentTo(contact).size());
        prove(contact, notice);
        makeDue(id);

        await().atMost(SOON).until(() -> sentTo(contact).stream().anyMatch(it -> "Bonjour !".equals(it.text())));
    }

    @Test
    void aMessageThatWasHeldAndThenMeetsAFaultOfTheProviderIsTriedAgain() {
        var contact = conversation("example-be", "whatsapp-be", "+3247");
        contact.writes("wamid.1", "Bonjour");
        var notice = awaitSent(contact, 1).get(0);
        var id = answer(contact, "Bonjour !").statusCode(202).body("state", is("held")).extract().<String> path("id");
        whatsApp.behave(Behaviour.normal().failingWith(131000));
        prove(contact, notice);
        makeDue(id);
        await().atMost(SOON).untilAsserted(
                () -> as("agent").get("/messages/" + id).then().body("state", is("queued")).body("error", is("131000")));

        whatsApp.behave(Behaviour.normal());
        makeDue(id);
        await().atMost(SOON).until(() -> sentTo(contact).stream().anyMatch(it -> "Bonjour !".equals(it.text())));
        assertEquals(List.of("HOLD notice-not-proven", "ALLOW within-window"), decisionsAbout(contact));
    }

    private static ValidatableResponse answer(Conversation contact, String text, String key) {
        return as("agent").contentType("application/json").header("Idempotency-Key", key)
                .body(request(contact, customerOf(contact), Map.of("text", text))).post("/messages").then();
    }

    private static ValidatableResponse decision(Conversation contact, Map<String, ?> what) {
        return as("agent").contentType("application/json").body(request(contact, customerOf(contact), what))
                .post("/messages/decision").then().statusCode(200);
    }

    private static void prove(Conversation contact, SentMessage notice) {
        contact.status(notice, Status.State.DELIVERED);
        await().atMost(SOON).until(() -> "delivered".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
    }

    private List<String> decisionsAbout(Conversation contact) {
        return StreamSupport.stream(pool.preparedQuery("""
                select d.outcome || ' ' || d.reason as said from gate_decision d join thread t on t.customer_id = d.customer_id
                where t.id = $1 order by d.at, d.outcome desc""").execute(Tuple.of(contact.thread().value())).await()
                .atMost(SOON).spliterator(), false).map(row -> row.getString("said")).toList();
    }
}
