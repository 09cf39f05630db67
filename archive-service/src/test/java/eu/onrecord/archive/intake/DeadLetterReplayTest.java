package eu.onrecord.archive.intake;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

/** What an older version could not keep, a newer one takes out of the dead letters, once. */
@QuarkusTest
class DeadLetterReplayTest extends ArchiveTest {

    @Test
    void whatCanBeKeptNowIsRecordedOnce() throws Exception {
        var event = text(thread, "wamid.1", "toch nog");
        var written = EventCodec.write(Topic.CHAT, new Envelope<>(UUID.randomUUID(), event.kind().eventType(),
                URI.create("/onrecord/ingest-service"), Instant.now(), event.thread().value(), event));
        var letter = new ProducerRecord<>(Topic.ARCHIVE_DEAD_LETTER, written.key(), written.value());
        written.headers().forEach(letter.headers()::add);
        letter.headers().add("onrecord_topic", Topic.CHAT.getBytes(UTF_8)).add("onrecord_partition", "0".getBytes(UTF_8))
                .add("onrecord_offset", "12345678".getBytes(UTF_8));
        producer.send(letter).get();
        producer.send(new ProducerRecord<>(Topic.ARCHIVE_DEAD_LETTER, "k", new byte[] { 1 })).get();
        send(disclosure(thread, "delivered"));

        replay("compliance-officer").statusCode(200).body("recorded", greaterThanOrEqualTo(1))
                .body("left", greaterThanOrEqualTo(1));
        replay("compliance-officer").statusCode(200).body("known", greaterThanOrEqualTo(1));

        assertEquals(1, count("record where thread = $1 and origin_offset = 12345678", thread.value()));
        await().atMost(SOON).untilAsserted(
                () -> transcript(conversation("released")).statusCode(200).body("entries.text", hasItem("toch nog")));
    }

    /** It says where it stood, so that it can be taken from there. */
    @Test
    void whatCannotBeKeptGoesThereWithItsPlace() {
        send(Topic.CONSENT, thread.value(), java.util.Map.of("ce_id", "no id".getBytes(UTF_8)), new byte[] { 1 });

        await().atMost(SOON).untilAsserted(() -> replay("compliance-officer").statusCode(200).body("left",
                greaterThanOrEqualTo(1)));
    }

    @Test
    void anAuditorMayNot() {
        replay("auditor").statusCode(403);
    }

    private static ValidatableResponse replay(String role) {
        return given().header("Authorization", "Bearer " + TestTokens.of("carla", role)).post("/dead-letters/replay").then();
    }
}
