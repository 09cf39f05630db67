package eu.onrecord.consent.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import eu.onrecord.consent.ServiceTest;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.testing.TopicReader;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;

/** What cannot be read is put aside, and takes nothing with it. */
@QuarkusTest
class DeadLetterTest extends ServiceTest {
    @Test
    void aRecordThatIsNoEventGoesToTheDeadLettersAndTakesNothingWithIt() {
        var contact = conversation();
        var nonsense = "nonsense" + contact.phone();
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.CHAT, "0".repeat(32), nonsense.getBytes(UTF_8)));
        }
        contact.writes("wamid.1", "Goedemorgen");

        awaitDesk(contact, 1);
        try (var deadLetters = new TopicReader(bootstrapServers, Topic.CONSENT_DEAD_LETTER)) {
            await().atMost(SOON).until(
                    () -> deadLetters.all().stream().anyMatch(found -> new String(found.value(), UTF_8).equals(nonsense)));
        }
    }

    @Test
    void whatComesForAChannelThatIsNotConfiguredStaysAsideUntilItIsAndHoldsUpNothing() {
        var unknown = conversation("whatsapp-new");
        unknown.writes("wamid.1", "Hallo");
        var contact = conversation();
        contact.writes("wamid.1", "Hallo");

        awaitSent(contact, 1);
        await().atMost(SOON).until(
                () -> count("dead_letter where reason = 'channel-unknown' and thread = $1", unknown.thread().value()) == 1);
        as("compliance-officer").post("/dead-letters/replay").then().statusCode(200);
        assertEquals(0, count("thread where id = $1", unknown.thread().value()));
        assertEquals(1, count("dead_letter where thread = $1", unknown.thread().value()));
    }

    @Test
    void aMessageIsHeldWhileSomethingTheCustomerWroteCouldNotBeReadUntilItIsPlayedAgain() {
        var contact = conversation();
        contact.writes("wamid.1", "Hallo");
        customerOf(contact);
        pool.preparedQuery("""
                insert into dead_letter (kafka_partition, kafka_offset, thread, reason, at) values (0, -1, $1, 'x', now())""")
                .execute(Tuple.of(contact.thread().value())).await().atMost(SOON);

        var id = answer(contact, "Dag").statusCode(202).body("state", is("held")).body("waitsFor", is("knowledge-stale"))
                .extract().<String> path("id");

        as("compliance-officer").post("/dead-letters/replay").then().statusCode(200).body("gone", is(1));
        makeDue(id);
        await().atMost(SOON).until(() -> sentTo(contact).stream().anyMatch(it -> "Dag".equals(it.text())));
    }
}
