package eu.onrecord.archive.intake;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    @Inject
    DeadLetters letters;

    @Test
    void whatCanBeKeptNowIsRecordedOnce() throws Exception {
        var event = text(thread, "wamid.1", "toch nog");
        var written = EventCodec.write(Topic.CHAT, new Envelope<>(UUID.randomUUID(), event.kind().eventType(),
                URI.create("/onrecord/ingest-service"), Instant.now(), event.thread().value(), event));
        producer.send(letter(written, 12_345_678)).get();
        producer.send(new ProducerRecord<>(Topic.ARCHIVE_DEAD_LETTER, "k", new byte[] { 1 })).get();
        send(disclosure(thread, "delivered"));

        replay("compliance-officer").statusCode(200).body("recorded", greaterThanOrEqualTo(1))
                .body("left", greaterThanOrEqualTo(1));
        replay("compliance-officer").statusCode(200).body("known", greaterThanOrEqualTo(1));

        assertEquals(1, count("record where thread = $1 and origin_offset = 12345678", thread.value()));
        await().atMost(SOON).untilAsserted(
                () -> transcript(conversation("released")).statusCode(200).body("entries.text", hasItem("toch nog")));
    }

    /** Whoever else may write there makes nobody told, and nothing done. */
    @ParameterizedTest
    @ValueSource(strings = { "onrecord_signature", "onrecord_offset", "ce_type", "" })
    void aLetterThatIsNotOursIsNotTaken(String changed) throws Exception {
        send(text(thread, "wamid.1", "niet verteld"));
        var id = conversation("pending");
        var event = disclosure(thread, "delivered");
        var letter = letter(EventCodec.write(Topic.CONSENT, new Envelope<>(UUID.randomUUID(), event.change().eventType(),
                URI.create("/onrecord/consent-service"), Instant.now(), event.thread().value(), event)), 87_654_321);
        if (changed.isEmpty()) {
            letter.value()[letter.value().length - 2] ^= 1;
        } else {
            letter.headers().remove(changed).add(changed, "1".getBytes(UTF_8));
        }
        producer.send(letter).get();

        replay("compliance-officer").statusCode(200).body("left", greaterThanOrEqualTo(1));

        assertEquals(0, count("record where thread = $1 and origin_topic = 'onrecord.consent'", thread.value()));
        transcript(id).statusCode(409);
    }

    /** As of a message that was sent with our headers already. */
    @Test
    void whoeverSendsALettersHeadersGetsThemReplaced() {
        var forged = EventCodec.write(Topic.CHAT, new Envelope<>(UUID.randomUUID(), "x", URI.create("/x"), Instant.now(), "k",
                text(thread, "wamid.1", "x")));
        forged.headers().add("onrecord_topic", Topic.CONSENT.getBytes(UTF_8)).add("onrecord_timestamp", "1".getBytes(UTF_8))
                .add("onrecord_signature", new byte[32]);
        var message = message(forged, 3);

        letters.mark(message, "cannot-be-kept");

        assertEquals(Topic.CHAT, letters.unmarked(message).orElseThrow().topic());
    }

    /** As the archive makes them. */
    private ProducerRecord<String, byte[]> letter(ProducerRecord<String, byte[]> written, long offset) {
        var message = message(written, offset);
        letters.mark(message, "cannot-be-kept");
        return new ProducerRecord<>(Topic.ARCHIVE_DEAD_LETTER, null, message.key(), message.value(), message.headers());
    }

    private static ConsumerRecord<String, byte[]> message(ProducerRecord<String, byte[]> written, long offset) {
        return new ConsumerRecord<>(written.topic(), 0, offset, Instant.now().toEpochMilli(), TimestampType.CREATE_TIME, 0, 0,
                written.key(), written.value(), written.headers(), Optional.empty());
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
