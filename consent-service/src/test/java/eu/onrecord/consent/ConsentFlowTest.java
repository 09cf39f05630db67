package eu.onrecord.consent;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.EventId;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.desk.DeskItem;
import eu.onrecord.local.desk.DeskSimulator;
import eu.onrecord.local.testing.GoldenMessage;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.TopicReader;
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
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Chat events go in; what the customer, the desk and the archive get to see comes out. */
@QuarkusTest
@WithTestResource(value = PlatformResource.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
@WithTestResource(WhatsAppResource.class)
@WithTestResource(TestTokens.class)
class ConsentFlowTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String DUTCH_NOTICE = "U chat met Voorbeeld BV";

    @Simulated
    WhatsAppSimulator whatsApp;
    @Simulated
    DeskSimulator desk;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    @Inject
    Clock clock;
    @Inject
    Pool pool;
    @Inject
    IdentifierVault vault;

    private final String phone = "+316" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
    private KafkaProducer<String, byte[]> producer;
    private TopicReader consent;
    private TopicReader chat;

    @BeforeEach
    void connect() {
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new ByteArraySerializer());
        consent = new TopicReader(bootstrapServers, Topic.CONSENT);
        chat = new TopicReader(bootstrapServers, Topic.CHAT);
        whatsApp.behave(Behaviour.normal());
    }

    @AfterEach
    void disconnect() {
        producer.close();
        consent.close();
        chat.close();
    }

    @Test
    void whoWritesFirstIsToldOnceInTheirLanguageHoweverOftenTheWebhookComes() {
        var first = text("wamid.1", "Goedemorgen");
        send(first);
        send(first);
        send(text("wamid.2", "Is daar iemand?"));

        awaitDesk(2);
        var notices = awaitSent(1);
        assertTrue(notices.get(0).text().startsWith(DUTCH_NOTICE) && notices.get(0).text().contains("5 jaar"));
        assertEquals(phone, notices.get(0).to());
    }

    @Test
    void theProofIsPublishedWhenTheProviderTellsOfTheDelivery() {
        send(text("wamid.1", "Goedemorgen"));
        var notice = awaitSent(1).get(0);

        send(status(notice, Status.State.READ));
        send(status(notice, Status.State.DELIVERED));

        await().atMost(SOON).untilAsserted(() -> assertEquals("read", lastState(Change.DISCLOSURE_CHANGED)));
        relationship().body("[0].disclosures[0].state", is("read")).body("[0].disclosures[0].language", is("nl"));
    }

    @Test
    void aStatusFromSomebodyElseProvesNothing() {
        send(text("wamid.1", "Goedemorgen"));
        var notice = awaitSent(1).get(0);
        var stranger = new Customer("+31600000001", null, null);

        send(event(Kind.STATUS, "status", "status", stranger, null,
                new Status(notice.id(), Status.State.READ, notice.reference(), null), Direction.INBOUND, Source.LIVE,
                clock.instant()));
        send(status(notice, Status.State.SENT));

        await().atMost(SOON).untilAsserted(() -> assertEquals("sent", lastState(Change.DISCLOSURE_CHANGED)));
    }

    @Test
    void aRelationshipBeginsWithTheFirstLiveMessageAndSaysWhy() {
        var first = text("wamid.1", "Goedemorgen");
        send(first);

        await().atMost(SOON).untilAsserted(() -> relationship().body("[0].state", is("contacted-us"))
                .body("[0].basis", is("inbound-message")).body("[0].evidence", is(id(first).toString())));
        await().atMost(SOON).untilAsserted(() -> assertEquals("contacted-us", lastState(Change.RELATIONSHIP_CHANGED)));
    }

    @Test
    void historyAndLateRetriesSendNothing() {
        send(event(Kind.MESSAGE, "wamid.h", "text", customer(), "oud", null, Direction.INBOUND, Source.HISTORY,
                clock.instant()));
        send(event(Kind.MESSAGE, "wamid.l", "text", customer(), "laat", null, Direction.INBOUND, Source.LIVE,
                clock.instant().minus(Duration.ofHours(25))));

        awaitDesk(1);
        assertNothingIsToBeSent();
    }

    @Test
    void anOptOutIsRecordedAnsweredOnceAndThenThereIsSilence() {
        send(text("wamid.1", "Goedemorgen"));
        awaitSent(1);
        send(text("wamid.2", "Stop!"));
        send(text("wamid.3", "STOP"));

        awaitDesk(3);
        var confirmation = awaitSent(2).get(1);
        assertTrue(confirmation.text().startsWith("U ontvangt geen berichten meer van Voorbeeld BV"));
        relationship().body("[0].optOut", is("all"));
        answer(customerId(), "Nog iets?").statusCode(403).contentType("application/problem+json")
                .body("reason", is("opted-out")).body("detail", notNullValue());
    }

    @Test
    void whoOptedOutAndWritesAgainIsToldAndMayBeAnswered() {
        send(text("wamid.1", "STOP"));
        awaitSent(1);
        send(event(Kind.MESSAGE, "wamid.2", "text", customer(), "Toch een vraag", null, Direction.INBOUND, Source.LIVE,
                clock.instant().plusSeconds(1)));

        assertTrue(awaitSent(2).get(1).text().startsWith(DUTCH_NOTICE));
        answer(customerId(), "Zegt u het maar").statusCode(202);
        relationship().body("[0].optOut", is("all"));
    }

    @Test
    void aNoticeThatFailedIsShownWhenTheCustomerWritesAgain() {
        whatsApp.behave(Behaviour.normal().failingWith(131026));
        send(text("wamid.1", "Goedemorgen"));
        await().atMost(SOON).untilAsserted(() -> assertEquals("failed", lastState(Change.DISCLOSURE_CHANGED)));
        whatsApp.behave(Behaviour.normal());

        send(text("wamid.2", "Hallo?"));

        assertTrue(awaitSent(1).get(0).text().startsWith(DUTCH_NOTICE));
    }

    @Test
    void whoOptsOutWithTheFirstMessageGetsTheConfirmationAndNoNotice() {
        send(text("wamid.1", "Afmelden"));

        awaitDesk(1);
        assertTrue(awaitSent(1).get(0).text().contains("geen berichten meer"));
        assertEquals(1, sent().size());
    }

    @Test
    void theDeskAnswersInTheWindowAndTheArchiveGetsBothSides() {
        send(text("wamid.1", "Goedemorgen"));
        var item = awaitDesk(1).get(0);

        var message = answer(item.customer(), "Dag! Waarmee kan ik helpen?").statusCode(202).body("state", is("queued"))
                .extract().path("id");

        var answer = awaitSent(2).stream().filter(found -> found.text().startsWith("Dag!")).findFirst().orElseThrow();
        assertEquals(message, answer.reference());
        await().atMost(SOON).untilAsserted(() -> assertTrue(published()
                .anyMatch(found -> found.data().direction() == Direction.OUTBOUND
                        && found.data().message().id().equals(answer.id())
                        && found.data().message().text().startsWith("Dag!")
                        && found.id().equals(EventId.of("whatsapp-nl", answer.id(), "message")))));
        await().atMost(SOON).untilAsserted(() -> asAgent().get("/messages/" + message).then().body("state", is("accepted")));
    }

    @Test
    void theSameIdempotencyKeySendsOnce() {
        send(text("wamid.1", "Goedemorgen"));
        var item = awaitDesk(1).get(0);
        var key = UUID.randomUUID().toString();

        var first = answer(item.customer(), "Dag", key).statusCode(202).extract().path("id");
        answer(item.customer(), "Dag", key).statusCode(202).body("id", is(first));

        awaitSent(2);
        answer(item.customer(), "Iets anders", key).statusCode(422);
        answer(item.customer(), "einde").statusCode(202);
        assertEquals(1, awaitSent(3).stream().filter(found -> found.text().equals("Dag")).count());
    }

    @Test
    void outsideTheWindowTheGateIsShut() {
        send(event(Kind.MESSAGE, "wamid.1", "text", customer(), "Hallo", null, Direction.INBOUND, Source.LIVE,
                clock.instant().minus(Duration.ofHours(24))));
        var item = awaitDesk(1).get(0);

        answer(item.customer(), "Te laat").statusCode(403).body("reason", is("window-closed"))
                .body("type", is("urn:onrecord:problem:denied"));
    }

    @Test
    void nobodyWritesToSomeoneWhoNeverWrote() {
        answer(UUID.randomUUID(), "Koopje!").statusCode(404).contentType("application/problem+json");
    }

    @Test
    void phoneAndUserIdAreOneCustomerAndTheirThreadsOneConversation() {
        send(event(Kind.MESSAGE, "wamid.1", "text", new Customer(phone, null, "Jan"), "met nummer", null, Direction.INBOUND,
                Source.LIVE, clock.instant()));
        awaitDesk(1);
        send(event(Kind.MESSAGE, "wamid.2", "text", new Customer(phone, "NL." + phone.substring(1), "Jan"), "met beide", null,
                Direction.INBOUND, Source.LIVE, clock.instant()));
        send(event(Kind.MESSAGE, "wamid.3", "text", new Customer(null, "NL." + phone.substring(1), "Jan"), "met naam", null,
                Direction.INBOUND, Source.LIVE, clock.instant()));

        var customers = awaitDesk(3).stream().map(DeskItem::customer).distinct().toList();
        assertEquals(1, customers.size());
        await().atMost(SOON).untilAsserted(() -> assertEquals(2, changes(Change.THREADS_LINKED).get(0).threads().size()));
        assertEquals(1, awaitSent(1).size());
    }

    @Test
    void twoCustomersThatAreFoundToBeOneKeepTheOptOut() {
        var userId = "NL." + phone.substring(1);
        send(event(Kind.MESSAGE, "wamid.1", "text", new Customer(phone, null, null), "Stop", null, Direction.INBOUND,
                Source.LIVE,
                clock.instant()));
        awaitDesk(1);
        send(event(Kind.MESSAGE, "wamid.2", "text", new Customer(null, userId, null), "Hallo", null, Direction.INBOUND,
                Source.LIVE, clock.instant()));
        await().atMost(SOON).until(() -> desk.received().stream().anyMatch(item -> "Hallo".equals(item.text())));
        send(event(Kind.STATUS, "status", "status", new Customer(phone, userId, null), null,
                new Status("wamid.x", Status.State.SENT, null, null), Direction.INBOUND, Source.LIVE, clock.instant()));
        send(event(Kind.MESSAGE, "wamid.3", "text", new Customer(phone, userId, null), "Samen", null, Direction.INBOUND,
                Source.LIVE, clock.instant()));

        await().atMost(SOON).untilAsserted(() -> relationship().body("$", hasSize(1)).body("[0].optOut", is("all")));
        var ids = desk.received().stream().filter(item -> sentIds.contains(item.id())).map(DeskItem::customer).distinct()
                .toList();
        ids.forEach(id -> answer(id, "Aanbieding").statusCode(403).body("reason", is("opted-out")));
    }

    @Test
    void whoChangedTheirNumberIsTheSameCustomerAndAnsweredAtTheNewOne() {
        var next = "+316" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
        var first = text("wamid.1", "Goedemorgen");
        send(first);
        awaitSent(1);
        send(new ChatEvent(first.legalEntity(), first.channel(), first.provider(), first.business(), first.thread(),
                first.customer(), Direction.INBOUND, Kind.IDENTITY_CHANGE, Source.LIVE,
                new Message("wamid.2", "system", null, null, null, null, null), null,
                new IdentityChange(IdentityChange.What.PHONE, next, null, null), null, first.occurredAt(), first.receivedAt(),
                first.original()));
        await().atMost(SOON).untilAsserted(() -> asAgent().header("Customer-Phone", next)
                .get("/relationships?legalEntity=example-nl").then().body("$", hasSize(1)));
        relationship().body("$", hasSize(0));
        send(event(Kind.MESSAGE, "wamid.3", "text", new Customer(next, null, "Jan"), "Nieuw nummer", null, Direction.INBOUND,
                Source.LIVE, clock.instant()));

        var customers = awaitDesk(2).stream().map(DeskItem::customer).distinct().toList();
        assertEquals(1, customers.size());
        answer(customers.get(0), "Dank u").statusCode(202);
        await().atMost(SOON).until(() -> sentTo(next).stream().anyMatch(message -> message.text().equals("Dank u")));
    }

    @Test
    void anEchoToSomebodyUnknownIsAColdContact() {
        send(event(Kind.MESSAGE, "wamid.e", "text", customer(), "Aanbieding!", null, Direction.OUTBOUND, Source.LIVE,
                clock.instant()));

        await().atMost(SOON).untilAsserted(() -> assertEquals(1, changes(Change.COLD_CONTACT_DETECTED).size()));
        assertNothingIsToBeSent();
    }

    @Test
    void aProviderThatFailsForGoodFailsTheDisclosureVisibly() {
        whatsApp.behave(Behaviour.normal().failingWith(131026));
        send(text("wamid.1", "Goedemorgen"));

        await().atMost(SOON).untilAsserted(() -> assertEquals("failed", lastState(Change.DISCLOSURE_CHANGED)));
        assertEquals(List.of(), sent());
    }

    @Test
    void aNoticeWhoseAnswerNeverCameIsUncertainAndSettledByItsStatus() {
        whatsApp.behave(Behaviour.normal().droppingConnections());
        send(text("wamid.1", "Goedemorgen"));
        var notice = awaitSent(1).get(0);
        await().atMost(SOON).untilAsserted(() -> assertEquals("uncertain", lastState(Change.DISCLOSURE_CHANGED)));

        send(status(notice, Status.State.DELIVERED));

        await().atMost(SOON).untilAsserted(() -> assertEquals("delivered", lastState(Change.DISCLOSURE_CHANGED)));
        await().atMost(SOON).untilAsserted(() -> assertTrue(published()
                .anyMatch(found -> found.data().message() != null && found.data().message().id().equals(notice.id()))));
        assertEquals(1, sent().size());
    }

    @Test
    void aClaimThatNeverEndedIsUncertainAndTheNoticeGoesOnceMore() {
        whatsApp.behave(Behaviour.normal().failingWith(131047));
        send(text("wamid.1", "Goedemorgen"));
        await().atMost(SOON).untilAsserted(() -> assertEquals("failed", lastState(Change.DISCLOSURE_CHANGED)));
        whatsApp.behave(Behaviour.normal());

        // as a pod leaves it that dies between claiming and recording
        sql("update outbound_message set state = 'CLAIMED', sealed_body = $3, claimed_at = $1 where customer_id = $2",
                Tuple.of(clock.instant().minus(Duration.ofMinutes(11)).atOffset(ZoneOffset.UTC), customerId(),
                        Buffer.buffer(vault.seal(new JsonObject().put("type", "text").put("text", DUTCH_NOTICE).encode()))));

        assertTrue(awaitSent(1).get(0).text().startsWith(DUTCH_NOTICE));
    }

    @Test
    void aRecordThatIsNoEventGoesToTheDeadLettersAndTakesNothingWithIt() {
        producer.send(new ProducerRecord<>(Topic.CHAT, "0".repeat(32), ("nonsense" + phone).getBytes(UTF_8)));
        send(text("wamid.1", "Goedemorgen"));

        awaitDesk(1);
        try (var deadLetters = new TopicReader(bootstrapServers, Topic.CONSENT_DEAD_LETTER)) {
            await().atMost(SOON).until(() -> deadLetters.all().stream()
                    .anyMatch(found -> new String(found.value(), UTF_8).equals("nonsense" + phone)));
        }
    }

    /** Examples in, examples out: what is random in them is replaced by what the examples have in its place. */
    @Test
    void theContractsExamplesAreReadAndWritten() {
        var customer = new Customer("+31612345678", "NL.1349", null);
        whatsApp.behave(Behaviour.normal().telling());
        var text = GoldenMessage.read("chat-text-received");
        producer.send(text);
        producer.send(GoldenMessage.read("chat-photo-received"));
        await().atMost(SOON).until(() -> sentTo(customer.phone()).size() == 1);
        var notice = sentTo(customer.phone()).get(0);
        var thread = new ThreadId(text.key());
        threads.add(thread);
        await().atMost(SOON).untilAsserted(() -> assertEquals("accepted", lastState(Change.DISCLOSURE_CHANGED)));
        producer.send(GoldenMessage.read("chat-stop-received"));
        producer.send(GoldenMessage.read("chat-status-read"));
        sendIn(thread, event(Kind.STATUS, null, null, customer, null,
                new Status(notice.id(), Status.State.DELIVERED, notice.reference(), null), Direction.INBOUND, Source.LIVE,
                clock.instant()));
        await().atMost(SOON).untilAsserted(() -> assertEquals("delivered", lastState(Change.DISCLOSURE_CHANGED)));

        assertExample("consent-relationship-changed", consentRecord(thread, Change.RELATIONSHIP_CHANGED, 0), notice);
        assertExample("consent-disclosure-queued", consentRecord(thread, Change.DISCLOSURE_CHANGED, 0), notice);
        assertExample("consent-disclosure-delivered", consentRecord(thread, Change.DISCLOSURE_CHANGED, 2), notice);
        assertExample("consent-opted-out", consentRecord(thread, Change.OPTED_OUT, 0), notice);
        var sent = chat.all().stream().filter(found -> new String(found.value(), UTF_8).contains(notice.id())
                && new String(found.value(), UTF_8).contains("outbound")).findFirst().orElseThrow();
        assertExample("chat-notice-sent", sent, notice);
    }

    private ConsumerRecord<String, byte[]> consentRecord(ThreadId thread, Change change, int index) {
        return consent.all().stream().filter(found -> found.key().equals(thread.value())
                && EventCodec.readConsent(found).data().change() == change).skip(index).findFirst().orElseThrow();
    }

    private static void assertExample(String name, ConsumerRecord<String, byte[]> found, SentMessage notice) {
        var json = new JsonObject(Buffer.buffer(found.value()));
        var standIns = new HashMap<String, String>();
        standIns.put(new String(found.headers().lastHeader("ce_id").value(), UTF_8), "c0000000-0000-4000-8000-000000000001");
        if (json.containsKey("customer") && json.getValue("customer") instanceof String customer) {
            standIns.put(customer, "c0000000-0000-4000-8000-000000000002");
        }
        if (json.containsKey("disclosure")) {
            standIns.put(json.getJsonObject("disclosure").getString("id"), "c0000000-0000-4000-8000-000000000003");
        }
        if (name.endsWith("-delivered")) {
            standIns.put(json.getString("evidence"), "c0000000-0000-4000-8000-000000000005");
        }
        if (json.containsKey("original")) {
            var bytes = new String(json.getJsonObject("original").getBinary("bytes"), UTF_8).replace(notice.reference(),
                    "c0000000-0000-4000-8000-000000000004");
            standIns.put(json.getJsonObject("original").getString("bytes"),
                    Base64.getEncoder().encodeToString(bytes.getBytes(UTF_8)));
        }
        standIns.put(notice.id(), "wamid.golden-notice");
        GoldenMessage.assertIs(name, found, standIns);
    }

    @Test
    void identifiersAreNotInTheDatabaseInTheClear() {
        send(text("wamid.1", "Goedemorgen"));
        awaitDesk(1);

        awaitSent(1);

        var tables = pool.query("select table_name from information_schema.tables where table_schema = 'public'").execute()
                .await()
                .atMost(SOON);
        tables.forEach(table -> pool.query("select t::text as row from " + table.getString("table_name") + " t").execute()
                .await()
                .atMost(SOON).forEach(row -> assertNothingPersonal(table.getString("table_name"), row.getString("row"))));
    }

    /** What waits for Kafka is in clear until Kafka has it, as it is there. */
    private void assertNothingPersonal(String table, String row) {
        assertFalse(!table.equals("outbox") && (row.contains(phone.substring(1)) || row.contains("Goedemorgen")
                || row.contains("wamid.")), table);
    }

    @Test
    void whoHasNoTokenOrNotTheRoleGetsNothing() {
        given().get("/relationships?legalEntity=example-nl").then().statusCode(401)
                .contentType("application/problem+json").header("WWW-Authenticate", "Bearer");
        given().header("Authorization", "Bearer nonsense").get("/relationships?legalEntity=example-nl").then()
                .statusCode(401).contentType("application/problem+json");
        given().header("Authorization", "Bearer " + TestTokens.of("x", "somebody")).get("/relationships?legalEntity=example-nl")
                .then().statusCode(403);
        given().header("Authorization", "Bearer " + TestTokens.of("x", "auditor")).contentType("application/json").body("{}")
                .header("Idempotency-Key", "1").post("/messages").then().statusCode(403);
    }

    @Test
    void aRequestThatIsNotCompleteIsExplained() {
        asAgent().contentType("application/json").header("Idempotency-Key", "1").body("{}").post("/messages").then()
                .statusCode(400).contentType("application/problem+json").body("violations", hasSize(4));
        asAgent().get("/relationships?legalEntity=example-nl&phone=%2B31612345678").then().statusCode(400)
                .contentType("application/problem+json").body("type", is("urn:onrecord:problem:identifier-in-url"));
    }

    private RequestSpecification asAgent() {
        return given().header("Authorization", "Bearer " + TestTokens.of("anna", "agent"));
    }

    private ValidatableResponse answer(UUID customer, String text) {
        return answer(customer, text, UUID.randomUUID().toString());
    }

    private ValidatableResponse answer(UUID customer, String text, String key) {
        return asAgent().contentType("application/json").header("Idempotency-Key", key)
                .body(Map.of("customer", customer.toString(), "channel", "whatsapp-nl", "purpose", "service", "text", text))
                .post("/messages").then();
    }

    private ValidatableResponse relationship() {
        return asAgent().header("Customer-Phone", phone).get("/relationships?legalEntity=example-nl").then().statusCode(200);
    }

    private UUID customerId() {
        return UUID.fromString(relationship().extract().path("[0].customer"));
    }

    private List<SentMessage> sent() {
        return sentTo(phone);
    }

    private List<SentMessage> sentTo(String number) {
        return whatsApp.sentMessages().stream().filter(message -> message.to().equals(number)).toList();
    }

    /** Looks into the queue, which is filled in the same transaction as what was waited for: nothing can come later. */
    private void assertNothingIsToBeSent() {
        var ids = threads.stream().map(ThreadId::value).toArray(String[]::new);
        var queued = pool.preparedQuery("select count(*) as count from outbound_message where thread = any($1)")
                .execute(Tuple.of(ids)).await().atMost(SOON).iterator().next().getLong("count");
        assertEquals(0, queued);
    }

    private List<SentMessage> awaitSent(int count) {
        await().atMost(SOON).until(() -> sent().size() >= count);
        assertEquals(count, sent().size());
        return sent();
    }

    private List<DeskItem> awaitDesk(int count) {
        await().atMost(SOON).until(() -> deskItems().size() >= count);
        return deskItems();
    }

    private List<DeskItem> deskItems() {
        var ids = sentIds;
        return desk.received().stream().filter(item -> ids.contains(item.id())).toList();
    }

    private Stream<Envelope<ChatEvent>> published() {
        return chat.all().stream().filter(found -> found.headers().lastHeader("ce_id") != null).map(EventCodec::readChat);
    }

    private String lastState(Change change) {
        var found = changes(change);
        return found.isEmpty() ? null : found.get(found.size() - 1).state();
    }

    private List<ConsentEvent> changes(Change change) {
        return consent.all().stream().map(EventCodec::readConsent).map(Envelope::data)
                .filter(event -> threads.contains(event.thread()) && event.change() == change).toList();
    }

    private void sql(String statement, Tuple parameters) {
        pool.preparedQuery(statement).execute(parameters).await().atMost(SOON);
    }

    private final List<UUID> sentIds = new ArrayList<>();
    private final List<ThreadId> threads = new ArrayList<>();

    private void send(ChatEvent event) {
        sentIds.add(id(event));
        threads.add(event.thread());
        sendIn(event.thread(), event);
    }

    private void sendIn(ThreadId thread, ChatEvent event) {
        producer.send(EventCodec.write(Topic.CHAT, new Envelope<>(id(event), event.kind().eventType(),
                URI.create("/onrecord/ingest-service"), clock.instant(), thread.value(), event)));
    }

    private static UUID id(ChatEvent event) {
        return event.status() == null ? EventId.of(event.thread().value(), event.message().id(), "message")
                : EventId.of(event.thread().value(), event.status().messageId(), "status" + event.status().state());
    }

    private Customer customer() {
        return new Customer(phone, null, "Jan");
    }

    private ChatEvent text(String id, String text) {
        return event(Kind.MESSAGE, id, "text", customer(), text, null, Direction.INBOUND, Source.LIVE, clock.instant());
    }

    private ChatEvent status(SentMessage message, Status.State state) {
        return event(Kind.STATUS, null, null, customer(), null, new Status(message.id(), state, message.reference(), null),
                Direction.INBOUND, Source.LIVE, clock.instant());
    }

    private ChatEvent event(Kind kind, String id, String type, Customer customer, String text, Status status,
            Direction direction, Source source, Instant at) {
        var identifier = customer.userId() == null ? customer.phone() : customer.userId();
        var thread = new ThreadId(UUID.nameUUIDFromBytes(identifier.getBytes(UTF_8)).toString().replace("-", ""));
        var message = status != null ? null : new Message(id, type, text, null, null, null, null);
        return new ChatEvent("example-nl", "whatsapp-nl", "whatsapp", WhatsAppResource.NUMBER, thread, customer, direction,
                kind, source, message, status, null, null, at, at != null && at.isAfter(clock.instant()) ? at : clock.instant(),
                new Original("application/json",
                        "{}".getBytes(UTF_8), new Original.Authentication("test", null, null, clock.instant())));
    }
}
