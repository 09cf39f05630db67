package eu.onrecord.consent.erasure;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.consent.Conversation;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.erasure.CustomerErasure;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.testing.GoldenMessage;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.WhatsAppResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** A customer is told what is held about them, and is forgotten. */
@QuarkusTest
@WithTestResource(value = PlatformResource.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
@WithTestResource(WhatsAppResource.class)
@WithTestResource(TestTokens.class)
class ErasureTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    @Inject
    Clock clock;
    @Inject
    Pool pool;

    private Conversation contact;
    private KafkaProducer<String, byte[]> producer;

    @BeforeEach
    void write() {
        contact = new Conversation(bootstrapServers, "example-nl", "whatsapp-nl", "+316");
        contact.writes("wamid.1", "Hallo", clock.instant());
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        contact.close();
        producer.close();
    }

    @Test
    void everythingThatIsHeldAboutACustomerIsTold() {
        var customer = customer();

        as("privacy-officer").get("/relationships/" + customer + "/export").then().statusCode(200)
                .body("identifiers.value", hasItem(contact.phone())).body("threads", hasSize(1))
                .body("consent.event", hasSize(1)).body("relationship[0].state", is("CONTACTED_US"));
        await().atMost(SOON).untilAsserted(() -> as("privacy-officer").get("/relationships/" + customer + "/export").then()
                .body("desk.text", hasItem(containsString("Hallo"))).body("messages", hasSize(1)));
        as("privacy-officer").get("/relationships/" + UUID.randomUUID() + "/export").then().statusCode(404);
        as("agent").get("/relationships/" + customer + "/export").then().statusCode(403);
    }

    @Test
    void nothingTellsAnyMoreWhoAnErasedCustomerWas() {
        var customer = customer();

        erase(customer);

        await().atMost(SOON).untilAsserted(() -> relationship().body("$", hasSize(0)));
        await().atMost(SOON).until(() -> "erased".equals(contact.lastState(Change.RELATIONSHIP_CHANGED)));
        for (var personal : List.of("customer_identifier where customer_id", "thread where customer_id",
                "evidence where sealed is not null and customer_id",
                "outbound_message where (sealed_body is not null or provider_message_id is not null) and customer_id")) {
            assertEquals(0, pool.preparedQuery("select count(*) as count from " + personal + " = $1")
                    .execute(Tuple.of(UUID.fromString(customer))).await().atMost(SOON).iterator().next().getLong("count"),
                    personal);
        }
    }

    @Test
    void theDeskIsToldOfTheErasureAndKeepsNothingElse() {
        var customer = customer();

        erase(customer);

        await().atMost(SOON).untilAsserted(() -> assertEquals(List.of("erased"), as("agent")
                .get("/desk/events?channel=whatsapp-nl&limit=1000").then().extract().jsonPath()
                .getList("findAll { it.data.customer == '" + customer + "' }.data.state")));
    }

    @Test
    void aRequestToStopThatIsReadAfterTheErasureStillCounts() {
        var other = new Conversation(bootstrapServers, "example-nl", "whatsapp-nl", "+316");
        erase(UUID.randomUUID().toString(), other.thread());
        await().atMost(SOON).until(() -> count("forgotten_thread where thread = '" + other.thread().value() + "'") == 1);

        other.writes("wamid.1", "STOP", clock.instant());
        other.writes("wamid.2", "Hallo", clock.instant().plusSeconds(1));

        await().atMost(SOON).untilAsserted(() -> as("agent").header("Customer-Phone", other.phone())
                .get("/relationships?legalEntity=example-nl").then().body("[0].optOut", is("all")));
        other.close();
    }

    @Test
    void whoWasPutOnRecordSinceByTheCrmStays() {
        as("crm").contentType("application/json")
                .body(Map.of("legalEntity", "example-nl", "identifiers",
                        List.of(Map.of("kind", "phone", "value", contact.phone())), "evidence",
                        Map.of("kind", "contract", "reference", "C-1", "occurredAt", "2026-01-01T00:00:00Z")))
                .put("/relationships").then().statusCode(200);
        await().atMost(SOON).until(() -> count("thread where id = '" + contact.thread().value() + "'") == 1);
        erase(UUID.randomUUID().toString(), contact.thread());
        await().atMost(SOON).until(() -> count("forgotten_thread where thread = '" + contact.thread().value() + "'") == 1);

        relationship().body("[0].state", is("established"));
    }

    @Test
    void anErasedCustomerWhoWritesAgainIsNewAndStillNotToBeAdvertisedTo() {
        var before = customer();
        contact.writes("wamid.2", "STOP", clock.instant().plusSeconds(1));
        await().atMost(SOON).untilAsserted(() -> relationship().body("[0].optOut", is("all")));
        erase(before);
        erase(before);
        await().atMost(SOON).untilAsserted(() -> relationship().body("$", hasSize(0)));

        contact.writes("wamid.3", "Hallo?", clock.instant().plusSeconds(2));

        await().atMost(SOON).untilAsserted(() -> relationship().body("$", hasSize(1)).body("[0].optOut", is("all")));
        assertNotEquals(before, customer());
    }

    @Test
    void whatWasErasedIsNotKnownAgainWhenItIsReadAgain() {
        erase(customer());
        await().atMost(SOON).untilAsserted(() -> relationship().body("$", hasSize(0)));

        contact.writes("wamid.1", "Hallo", clock.instant());
        var later = contact.writes("wamid.2", "Hallo?", clock.instant().plusSeconds(1));

        await().atMost(SOON).untilAsserted(() -> relationship().body("$", hasSize(1)));
        assertEquals(1, count("relationship where evidence = '" + later + "'"));
    }

    @Test
    void afterARestoreWhoGotANewIdIsForgottenByTheirThreads() {
        customer();
        erase(UUID.randomUUID().toString(), contact.thread());

        await().atMost(SOON).untilAsserted(() -> relationship().body("$", hasSize(0)));
    }

    @Test
    void afterARestoreAnErasureThatIsReadFirstCountsForWhatIsReadLater() {
        var other = new Conversation(bootstrapServers, "example-nl", "whatsapp-nl", "+316");
        erase(UUID.randomUUID().toString(), other.thread());
        await().atMost(SOON).until(() -> count("forgotten_thread where thread = '" + other.thread().value() + "'") == 1);

        other.writes("wamid.1", "Hallo", clock.instant());
        var later = other.writes("wamid.2", "Hallo", clock.instant().plusSeconds(1));

        await().atMost(SOON).until(() -> count("relationship where evidence = '" + later + "'") == 1);
        other.close();
    }

    @Test
    void whoWroteSinceIsANewCustomerAndStays() {
        contact.writes("wamid.2", "Hallo?", clock.instant().plusSeconds(1));
        await().atMost(SOON).until(() -> count("thread where id = '" + contact.thread().value() + "' and last_inbound_at > '"
                + clock.instant() + "'") == 1);
        erase(UUID.randomUUID().toString(), contact.thread());
        await().atMost(SOON).until(() -> count("forgotten_thread where thread = '" + contact.thread().value() + "'") == 1);

        relationship().body("$", hasSize(1));
    }

    @Test
    void theContractsExampleIsRead() {
        producer.send(GoldenMessage.read("erasure-customer"));
        var customer = customer();
        erase(customer);

        await().atMost(SOON).untilAsserted(() -> relationship().body("$", hasSize(0)));
    }

    @Test
    void whatIsNoErasureHoldsUpNoneThatIsOne() {
        producer.send(new ProducerRecord<>(Topic.ERASURE, "x", "nonsense".getBytes(UTF_8)));
        erase(customer());

        await().atMost(SOON).untilAsserted(() -> relationship().body("$", hasSize(0)));
    }

    private void erase(String customer, ThreadId... threads) {
        producer.send(EventCodec.write(Topic.ERASURE,
                new Envelope<>(UUID.randomUUID(), CustomerErasure.EVENT_TYPE, URI.create("/onrecord/archive-service"),
                        clock.instant(), customer,
                        new CustomerErasure("example-nl", UUID.fromString(customer), clock.instant(), List.of(threads)))));
    }

    private long count(String what) {
        return pool.query("select count(*) as count from " + what).execute().await().atMost(SOON).iterator().next()
                .getLong("count");
    }

    private String customer() {
        await().atMost(SOON).untilAsserted(() -> relationship().body("$", hasSize(1)));
        return relationship().extract().path("[0].customer");
    }

    private ValidatableResponse relationship() {
        return as("agent").header("Customer-Phone", contact.phone()).get("/relationships?legalEntity=example-nl").then();
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + TestTokens.of("anna", role));
    }
}
