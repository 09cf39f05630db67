package eu.onrecord.consent.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.consent.Conversation;
import eu.onrecord.consent.ServiceTest;
import eu.onrecord.consent.batch.Columns;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.erasure.CustomerErasure;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.testing.GoldenMessage;
import io.quarkus.test.junit.QuarkusTest;

/** A customer is told what is held about them, and is forgotten. */
@QuarkusTest
class ErasureTest extends ServiceTest {
    private Conversation contact;
    private KafkaProducer<String, byte[]> producer;

    @BeforeEach
    void write() {
        contact = conversation();
        contact.writes("wamid.1", "Hallo");
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void stopErasing() {
        producer.close();
    }

    @Test
    void everythingThatIsHeldAboutACustomerIsTold() {
        var customer = customerOf(contact);

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
        var customer = customerOf(contact);

        erase(customer);

        await().atMost(SOON).untilAsserted(() -> relationship(contact).body("$", hasSize(0)));
        await().atMost(SOON).until(() -> "erased".equals(contact.lastState(Change.RELATIONSHIP_CHANGED)));
        for (var personal : List.of("customer_identifier where customer_id", "thread where customer_id",
                "evidence where sealed is not null and customer_id",
                "outbound_message where (sealed_body is not null or provider_message_id is not null) and customer_id")) {
            assertEquals(0, count(personal + " = $1", UUID.fromString(customer)), personal);
        }
    }

    @Test
    void theDeskIsToldOfTheErasureAndKeepsNothingElse() {
        var customer = customerOf(contact);

        erase(customer);

        await().atMost(SOON).untilAsserted(() -> assertEquals(List.of("erased"), as("agent")
                .get("/desk/events?channel=whatsapp-nl&limit=1000").then().extract().jsonPath()
                .getList("findAll { it.data.customer == '" + customer + "' }.data.state")));
    }

    @Test
    void aRequestToStopThatIsReadAfterTheErasureStillCounts() {
        var other = conversation();
        erase(UUID.randomUUID().toString(), other.thread());
        await().atMost(SOON).until(() -> count("forgotten_thread where thread = $1", other.thread().value()) == 1);

        other.writes("wamid.1", "STOP");
        other.writes("wamid.2", "Hallo", clock.instant().plusSeconds(1));

        await().atMost(SOON).untilAsserted(() -> relationship(other).body("[0].optOut", is("all")));
    }

    @Test
    void whoWasPutOnRecordSinceByTheCrmStays() {
        establish(contact);
        await().atMost(SOON).until(() -> count("thread where id = $1", contact.thread().value()) == 1);
        erase(UUID.randomUUID().toString(), contact.thread());
        await().atMost(SOON).until(() -> count("forgotten_thread where thread = $1", contact.thread().value()) == 1);

        relationship(contact).body("[0].state", is("established"));
    }

    @Test
    void anErasedCustomerWhoWritesAgainIsNewAndStillNotToBeAdvertisedTo() {
        var before = customerOf(contact);
        contact.writes("wamid.2", "STOP", clock.instant().plusSeconds(1));
        await().atMost(SOON).untilAsserted(() -> relationship(contact).body("[0].optOut", is("all")));
        erase(before);
        erase(before);
        await().atMost(SOON).untilAsserted(() -> relationship(contact).body("$", hasSize(0)));

        contact.writes("wamid.3", "Hallo?", clock.instant().plusSeconds(2));

        await().atMost(SOON).untilAsserted(() -> relationship(contact).body("$", hasSize(1)).body("[0].optOut", is("all")));
        assertNotEquals(before, customerOf(contact));
    }

    @Test
    void whatWasErasedIsNotKnownAgainWhenItIsReadAgain() {
        erase(customerOf(contact));
        await().atMost(SOON).untilAsserted(() -> relationship(contact).body("$", hasSize(0)));

        contact.writes("wamid.1", "Hallo");
        var later = contact.writes("wamid.2", "Hallo?", clock.instant().plusSeconds(1));

        await().atMost(SOON).untilAsserted(() -> relationship(contact).body("$", hasSize(1)));
        assertEquals(1, count("relationship where evidence = $1", later));
    }

    @Test
    void afterARestoreWhoGotANewIdIsForgottenByTheirThreads() {
        customerOf(contact);
        erase(UUID.randomUUID().toString(), contact.thread());

        await().atMost(SOON).untilAsserted(() -> relationship(contact).body("$", hasSize(0)));
    }

    @Test
    void afterARestoreAnErasureThatIsReadFirstCountsForWhatIsReadLater() {
        var other = conversation();
        erase(UUID.randomUUID().toString(), other.thread());
        await().atMost(SOON).until(() -> count("forgotten_thread where thread = $1", other.thread().value()) == 1);

        other.writes("wamid.1", "Hallo");
        var later = other.writes("wamid.2", "Hallo", clock.instant().plusSeconds(1));

        await().atMost(SOON).until(() -> count("relationship where evidence = $1", later) == 1);
    }

    @Test
    void whoWroteSinceIsANewCustomerAndStays() {
        contact.writes("wamid.2", "Hallo?", clock.instant().plusSeconds(1));
        await().atMost(SOON).until(() -> count("thread where id = $1 and last_inbound_at > $2",
                contact.thread().value(), Columns.offset(clock.instant())) == 1);
        erase(UUID.randomUUID().toString(), contact.thread());
        await().atMost(SOON).until(() -> count("forgotten_thread where thread = $1", contact.thread().value()) == 1);

        relationship(contact).body("$", hasSize(1));
    }

    @Test
    void theContractsExampleIsRead() {
        producer.send(GoldenMessage.read("erasure-customer"));

        await().atMost(SOON).until(() -> count("forgotten_thread where thread = $1", "0123456789abcdef0123456789abcdef") == 1);
    }

    @Test
    void whatIsNoErasureHoldsUpNoneThatIsOne() {
        producer.send(new ProducerRecord<>(Topic.ERASURE, "x", "nonsense".getBytes(UTF_8)));
        erase(customerOf(contact));

        await().atMost(SOON).untilAsserted(() -> relationship(contact).body("$", hasSize(0)));
    }

    private void erase(String customer, ThreadId... threads) {
        producer.send(EventCodec.write(Topic.ERASURE,
                new Envelope<>(UUID.randomUUID(), CustomerErasure.EVENT_TYPE, URI.create("/onrecord/archive-service"),
                        clock.instant(), customer,
                        new CustomerErasure("example-nl", UUID.fromString(customer), clock.instant(), List.of(threads)))));
    }
}
