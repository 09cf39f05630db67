package eu.onrecord.consent.gate;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.consent.Conversation;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.WhatsAppResource;
import eu.onrecord.local.testing.WhatsAppResource.Simulated;
import eu.onrecord.local.whatsapp.Behaviour;
import eu.onrecord.local.whatsapp.SentMessage;
import eu.onrecord.local.whatsapp.WhatsAppSimulator;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** What people ask to send: what goes, what waits, what does not; and what is decided when its turn comes. */
@QuarkusTest
@WithTestResource(value = PlatformResource.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
@WithTestResource(WhatsAppResource.class)
@WithTestResource(TestTokens.class)
class MessagesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Simulated
    WhatsAppSimulator whatsApp;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    @Inject
    Clock clock;
    @Inject
    Pool pool;

    private final List<Conversation> conversations = new ArrayList<>();

    @BeforeEach
    void behave() {
        whatsApp.behave(Behaviour.normal());
    }

    @AfterEach
    void close() {
        conversations.forEach(Conversation::close);
    }

    @Test
    void outsideTheWindowACustomerGetsATemplateAndAContactGetsNothing() {
        var contact = conversation("example-nl", "whatsapp-nl", "+316");
        contact.writes("wamid.1", "Hallo", clock.instant().minus(Duration.ofHours(30)));
        var customer = customerOf(contact);
        send(customer, "whatsapp-nl", Map.of("template", template())).statusCode(403).body("reason", is("contact-only"));

        establish(contact);

        send(customer, "whatsapp-nl", Map.of("text", "Dag")).statusCode(403).body("reason", is("window-closed"))
                .body("ruleVersion", is(Gate.RULE_VERSION));
        send(customer, "whatsapp-nl", Map.of("template", template())).statusCode(202);
        await().atMost(SOON).until(() -> sentTo(contact).stream().anyMatch(it -> it.text().equals("[template]")));
    }

    @Test
    void aFileIsSentWithItsCaption() {
        var contact = conversation("example-nl", "whatsapp-nl", "+316");
        contact.writes("wamid.1", "Hallo", clock.instant());

        send(customerOf(contact), "whatsapp-nl", Map.of("media",
                Map.of("kind", "document", "link", "https://example.org/a.pdf", "filename", "a.pdf", "text", "Uw factuur")))
                .statusCode(202);

        await().atMost(SOON).until(() -> sentTo(contact).stream().anyMatch(it -> it.text().equals("[document]")));
    }

    @Test
    void aDecisionCanBeAskedForWithoutSending() {
        var contact = conversation("example-nl", "whatsapp-nl", "+316");
        contact.writes("wamid.1", "Hallo", clock.instant());
        var customer = customerOf(contact);

        as("agent").contentType("application/json")
                .body(request(customer, "whatsapp-nl", Map.of("text", "Dag", "purpose", "marketing")))
                .post("/messages/decision").then().statusCode(200).body("verdict", is("deny"))
                .body("reason", is("no-marketing-basis")).body("sentence", notNullValue())
                .body("windowClosesAt", notNullValue());
        as("agent").contentType("application/json").body(request(customer, "whatsapp-nl", Map.of("text", "Dag")))
                .post("/messages/decision").then().statusCode(200).body("verdict", is("allow"));

        assertEquals(0, answersTo(contact));
    }

    @Test
    void exactlyOneContentIsAskedFor() {
        as("agent").contentType("application/json").header("Idempotency-Key", "x")
                .body(Map.of("customer", UUID.randomUUID().toString(), "channel", "whatsapp-nl", "purpose", "service"))
                .post("/messages").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aBodyThatCannotBeReadIsAProblemThatDoesNotRepeatIt() {
        for (var body : List.of("{\"purpose\":\"world-domination\"}", "{\"customer\":\"x\"}", "nonsense", "[]")) {
            var answer = as("agent").contentType("application/json").header("Idempotency-Key", "x").body(body).post("/messages")
                    .then().statusCode(400).contentType("application/problem+json").extract().asString();
            assertFalse(answer.contains("world-domination") || answer.contains("nonsense") || answer.contains("eu.onrecord"),
                    answer);
        }
    }

    @Test
    void aMessageWaitsForTheProofWhereTheChannelSaysSoAndThenGoes() {
        var contact = conversation("example-be", "whatsapp-be", "+3247");
        contact.writes("wamid.1", "Bonjour", clock.instant());
        await().atMost(SOON).until(() -> sentTo(contact).size() == 1);
        var notice = sentTo(contact).get(0);
        assertTrue(notice.text().contains("Dit gesprek met Voorbeeld België") && notice.text().contains("Cette conversation"),
                notice.text());

        var id = send(customerOf(contact, "example-be"), "whatsapp-be", Map.of("text", "Bonjour !")).statusCode(202)
                .body("state", is("held")).body("waitsFor", is("notice-not-proven")).extract().path("id");
        assertEquals(1, sentTo(contact).size());
        contact.status(notice.id(), notice.reference(), Status.State.DELIVERED, null, clock.instant());
        await().atMost(SOON).until(() -> "delivered".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        makeDue(id.toString());

        await().atMost(SOON).until(() -> sentTo(contact).stream().anyMatch(it -> "Bonjour !".equals(it.text())));
    }

    @Test
    void aStrangerWhoseLanguageTheNoticeDoesNotSpeakIsToldInTheChannels() {
        var contact = conversation("example-be", "whatsapp-be", "+4915");
        contact.writes("wamid.1", "Guten Tag", clock.instant());

        await().atMost(SOON).until(() -> sentTo(contact).size() == 1);
        assertTrue(sentTo(contact).get(0).text().contains("Dit gesprek met"), sentTo(contact).get(0).text());
    }

    @Test
    void aFirstMessageThatIsAStopIsEvidenceOfBoth() {
        var contact = conversation("example-nl", "whatsapp-nl", "+316");
        contact.writes("wamid.1", "STOP", clock.instant());

        as("auditor").get("/relationships/" + customerOf(contact) + "/evidence").then().statusCode(200)
                .body("event.event_state", hasItem("x_relationship")).body("event.event_state", hasItem("consent withdrawn"));
    }

    @Test
    void aReceiptMakesNobodyKnown() {
        var contact = conversation("example-nl", "whatsapp-nl", "+316");
        contact.status("wamid.of-somebody-else", null, Status.State.READ, null, clock.instant());
        var other = conversation("example-nl", "whatsapp-nl", "+316");
        other.writes("wamid.1", "Hallo", clock.instant());
        customerOf(other);

        relationship(contact, "example-nl").body("$", hasSize(0));
    }

    @Test
    void whoOptsOutWhileAMessageWaitsDoesNotGetIt() {
        var contact = conversation("example-be", "whatsapp-be", "+3247");
        contact.writes("wamid.1", "Bonjour", clock.instant());
        var customer = customerOf(contact, "example-be");
        var id = send(customer, "whatsapp-be", Map.of("text", "Une offre")).statusCode(202).extract().path("id");

        contact.writes("wamid.2", "STOP", clock.instant().plusSeconds(1));

        await().atMost(SOON).untilAsserted(() -> as("agent").get("/messages/" + id).then().body("state", is("cancelled"))
                .body("error", is("opted-out")));
        assertFalse(sentTo(contact).stream().anyMatch(it -> "Une offre".equals(it.text())));
        await().atMost(SOON).untilAsserted(() -> assertTrue(toldToTheDesk("whatsapp-be").containsAll(List.of(
                "eu.onrecord.desk.message-status.v1 " + customer + " cancelled",
                "eu.onrecord.consent.opted-out.v1 " + customer + " all"))));
    }

    @Test
    void aMessageThatWasHeldAndThenMeetsAFaultOfTheProviderIsTriedAgain() {
        var contact = conversation("example-be", "whatsapp-be", "+3247");
        contact.writes("wamid.1", "Bonjour", clock.instant());
        await().atMost(SOON).until(() -> sentTo(contact).size() == 1);
        var notice = sentTo(contact).get(0);
        var id = send(customerOf(contact, "example-be"), "whatsapp-be", Map.of("text", "Bonjour !")).statusCode(202)
                .body("state", is("held")).extract().path("id").toString();
        whatsApp.behave(Behaviour.normal().failingWith(131000));
        contact.status(notice.id(), notice.reference(), Status.State.DELIVERED, null, clock.instant());
        await().atMost(SOON).until(() -> "delivered".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        makeDue(id);
        await().atMost(SOON).untilAsserted(
                () -> as("agent").get("/messages/" + id).then().body("state", is("queued")).body("error", is("131000")));

        whatsApp.behave(Behaviour.normal());
        makeDue(id);
        await().atMost(SOON).until(() -> sentTo(contact).stream().anyMatch(it -> "Bonjour !".equals(it.text())));
        assertEquals(List.of("HOLD notice-not-proven", "ALLOW within-window"), decisionsAbout(contact));
    }

    @Test
    void theNoticeGoesAtTheHeadOfTheFirstAnswerWhereTheChannelSaysSo() {
        var contact = conversation("example-nl", "whatsapp-inline", "+316");
        contact.writes("wamid.1", "Hallo", clock.instant());
        var customer = customerOf(contact);
        await().atMost(SOON).until(() -> "queued".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        assertEquals(0, sentTo(contact).size());

        send(customer, "whatsapp-inline", Map.of("text", "Dag mevrouw")).statusCode(202);
        await().atMost(SOON).until(() -> sentTo(contact).size() == 1);
        var first = sentTo(contact).get(0);
        assertTrue(first.text().startsWith("U chat met Voorbeeld BV") && first.text().endsWith("Dag mevrouw"), first.text());
        contact.status(first.id(), first.reference(), Status.State.READ, null, clock.instant());

        await().atMost(SOON).until(() -> "read".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        send(customer, "whatsapp-inline", Map.of("text", "Nog iets")).statusCode(202);
        await().atMost(SOON).until(() -> sentTo(contact).size() == 2);
        assertEquals("Nog iets", sentTo(contact).get(1).text());
    }

    @Test
    void whoWasToldOnTheWebsiteIsNotToldAgain() {
        var contact = conversation("example-nl", "whatsapp-widget", "+316");
        contact.writes("wamid.1", "Hallo", clock.instant());

        await().atMost(SOON).until(() -> "waived".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        assertEquals("entry-point-notice", contact.published(Change.DISCLOSURE_CHANGED).get(0).reason());
        assertEquals(0, sentTo(contact).size());
    }

    @Test
    void aChangedIdentityShutsTheGateUntilSomebodyVerified() {
        var contact = conversation("example-nl", "whatsapp-nl", "+316");
        contact.writes("wamid.1", "Hallo", clock.instant());
        var customer = customerOf(contact);
        contact.identityChanges(clock.instant().plusSeconds(1));
        await().atMost(SOON).until(() -> "suspended".equals(contact.lastState(Change.RELATIONSHIP_CHANGED)));

        send(customer, "whatsapp-nl", Map.of("text", "Dag")).statusCode(403).body("reason", is("suspended"));
        as("agent").contentType("application/json").body(Map.of("reason", "teruggebeld"))
                .post("/relationships/" + customer + "/verifications").then().statusCode(200);

        send(customer, "whatsapp-nl", Map.of("text", "Dag")).statusCode(202);
        assertEquals("verified", contact.published(Change.RELATIONSHIP_CHANGED).get(2).reason());
    }

    @Test
    void anErrorThatTellsOfAnOptOutIsOne() {
        var contact = conversation("example-nl", "whatsapp-nl", "+316");
        contact.writes("wamid.1", "Hallo", clock.instant());
        await().atMost(SOON).until(() -> sentTo(contact).size() == 1);
        var notice = sentTo(contact).get(0);

        contact.status(notice.id(), notice.reference(), Status.State.FAILED, "131050", clock.instant());

        await().atMost(SOON).until(() -> "marketing".equals(contact.lastState(Change.OPTED_OUT)));
    }

    @Test
    void aWordThatMayMeanSomethingElseIsAskedAbout() {
        var contact = conversation("example-nl", "whatsapp-nl", "+316");
        contact.writes("wamid.1", "Opzeggen", clock.instant());

        await().atMost(SOON).until(() -> sentTo(contact).stream()
                .anyMatch(it -> it.text().startsWith("Wilt u geen berichten meer van Voorbeeld BV?")));
        relationship(contact, "example-nl").body("[0].optOut", is("none"));
    }

    @Test
    void aMessageIsHeldWhileSomethingTheCustomerWroteCouldNotBeRead() {
        var contact = conversation("example-nl", "whatsapp-nl", "+316");
        contact.writes("wamid.1", "Hallo", clock.instant());
        var customer = customerOf(contact);
        pool.preparedQuery(
                "insert into dead_letter (kafka_partition, kafka_offset, thread, reason, at) values (0, -1, $1, 'x', now())")
                .execute(Tuple.of(contact.thread().value())).await().atMost(SOON);

        var id = send(customer, "whatsapp-nl", Map.of("text", "Dag")).statusCode(202).body("state", is("held"))
                .body("waitsFor", is("knowledge-stale")).extract().path("id");

        as("compliance-officer").post("/dead-letters/replay").then().statusCode(200).body("gone", is(1));
        makeDue(id.toString());
        await().atMost(SOON).until(() -> sentTo(contact).stream().anyMatch(it -> "Dag".equals(it.text())));
    }

    @Test
    void aColdContactIsRaisedOnce() {
        var contact = conversation("example-nl", "whatsapp-nl", "+316");
        contact.isWrittenTo("wamid.e1", "Aanbieding!", clock.instant());
        contact.isWrittenTo("wamid.e2", "Nog een!", clock.instant().plusSeconds(1));
        contact.writes("wamid.1", "Wie bent u?", clock.instant().plusSeconds(2));

        await().atMost(SOON).until(() -> "contacted-us".equals(contact.lastState(Change.RELATIONSHIP_CHANGED)));
        assertEquals(1, contact.published(Change.COLD_CONTACT_DETECTED).size());
    }

    private Conversation conversation(String legalEntity, String channel, String country) {
        var conversation = new Conversation(bootstrapServers, legalEntity, channel, country);
        conversations.add(conversation);
        return conversation;
    }

    private String customerOf(Conversation contact) {
        return customerOf(contact, "example-nl");
    }

    private String customerOf(Conversation contact, String legalEntity) {
        await().atMost(SOON).untilAsserted(() -> relationship(contact, legalEntity).body("$", hasSize(1)));
        return relationship(contact, legalEntity).extract().path("[0].customer");
    }

    private ValidatableResponse relationship(Conversation contact, String legalEntity) {
        return as("agent").header("Customer-Phone", contact.phone()).get("/relationships?legalEntity=" + legalEntity).then();
    }

    private void establish(Conversation contact) {
        as("crm").contentType("application/json")
                .body(Map.of("legalEntity", "example-nl", "identifiers",
                        List.of(Map.of("kind", "phone", "value", contact.phone())), "evidence",
                        Map.of("kind", "contract", "reference", "C-1", "occurredAt", "2026-01-01T00:00:00Z")))
                .put("/relationships").then().statusCode(200);
    }

    private ValidatableResponse send(String customer, String channel, Map<String, ?> what) {
        return as("agent").contentType("application/json").header("Idempotency-Key", UUID.randomUUID().toString())
                .body(request(customer, channel, what)).post("/messages").then();
    }

    private static Map<String, Object> request(String customer, String channel, Map<String, ?> what) {
        var request = new HashMap<String, Object>(Map.of("customer", customer, "channel", channel, "purpose", "service"));
        request.putAll(what);
        return request;
    }

    private static Map<String, Object> template() {
        return Map.of("name", "meter_reading", "language", "nl", "parameters", List.of("Sanne"));
    }

    /** Type, customer and state of what the desk of a channel was told. */
    private static List<String> toldToTheDesk(String channel) {
        return as("agent").get("/desk/events?limit=1000&channel=" + channel).then().statusCode(200).extract().jsonPath()
                .getList("collect { it.type + ' ' + it.data.customer + ' ' + it.data.state }");
    }

    private List<String> decisionsAbout(Conversation contact) {
        return StreamSupport.stream(pool.preparedQuery("""
                select d.outcome || ' ' || d.reason as said from gate_decision d join thread t on t.customer_id = d.customer_id
                where t.id = $1 order by d.at, d.outcome desc""").execute(Tuple.of(contact.thread().value())).await()
                .atMost(SOON).spliterator(), false).map(row -> row.getString("said")).toList();
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + TestTokens.of("anna", role));
    }

    private List<SentMessage> sentTo(Conversation contact) {
        return whatsApp.sentMessages().stream().filter(it -> it.to().equals(contact.phone())).toList();
    }

    private long answersTo(Conversation contact) {
        return pool.preparedQuery("select count(*) as count from outbound_message where thread = $1 and kind = 'ANSWER'")
                .execute(Tuple.of(contact.thread().value())).await().atMost(SOON).iterator().next().getLong("count");
    }

    /** The clock stands still, so what waits for its turn is told that it has come. */
    private void makeDue(String message) {
        pool.preparedQuery("update outbound_message set due_at = '2026-01-01T00:00:00Z' where id = $1")
                .execute(Tuple.of(UUID.fromString(message))).await().atMost(SOON);
    }
}
