package eu.onrecord.archive.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.archive.format.Enclosed;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.Scope;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;

/** A key and an id are enough: whatever comes is kept, once, and shown as it came, and what comes after it goes on. */
@QuarkusTest
class KeptFirstTest extends ArchiveTest {
    private final UUID id = UUID.randomUUID();
    @Inject
    LookupKey lookupKey;

    @ParameterizedTest
    @ValueSource(strings = { "nonsense", "", "{", "[]", "null", "{\"kind\":\"of-tomorrow\"}",
            "{\"thread\":\"0123456789abcdef0123456789abcdef\"}", "{\"occurredAt\":\"yesterday\",\"receivedAt\":7}",
            "{\"a\":1,\"a\":2}", "\u0000", "{\"text\":\"\\u0000\\ud800\"}" })
    void whatIsNotUnderstoodIsKeptAndShownAsItCame(String value) {
        isReadable();
        send(Topic.CHAT, thread.value(), headers(), value.getBytes(UTF_8));
        send(text(thread, "wamid.2", "daarna"));

        await().atMost(SOON).untilAsserted(() -> transcript(conversation("released")).statusCode(200)
                .body("entries.text", hasItem("daarna")).body("entries.findAll { it.notRead != null }.notRead.reason",
                        hasItem("not-understood")));
        transcript(conversation("released")).body("entries.findAll { it.notRead != null }", hasSize(1));
        if (!value.isEmpty() && value.indexOf(0) < 0) {
            transcript(conversation("released")).body("entries.find { it.notRead != null }.text", is(value));
        }
        assertEquals(1, recorded());
    }

    /** Of an event that is understood but for one word, and of one that says another thing outside than inside. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "\"kind\":\"message\" | \"kind\":\"of-tomorrow\"",
            "\"direction\":\"inbound\" | \"direction\":\"sideways\"", "\"kind\":\"message\" | \"kind\":\"edit\"",
            "\"legalEntity\":\"example-nl\" | \"legalEntity\":\"a\\u0000b\"",
            "\"channel\":\"whatsapp-nl\" | \"channel\":\"\\ud800\"" })
    void anEventOfWhichOneWordIsNotUnderstoodIsKept(String known, String unknown) {
        isReadable();
        var event = text(thread, "wamid.1", "met een vreemd woord");
        var value = new String(EventCodec.dataOf(new Envelope<>(id, event.kind().eventType(), URI.create("/s"), Instant.now(),
                thread.value(), event)), UTF_8).replace(known, unknown);
        send(Topic.CHAT, thread.value(), headers(), value.getBytes(UTF_8));

        await().atMost(SOON).untilAsserted(() -> transcript(conversation("released"))
                .body("entries.findAll { it.notRead != null }.notRead.reason", hasItem("not-understood")));
        assertEquals(1, recorded());
    }

    @ParameterizedTest
    @ValueSource(strings = { "ce_type", "ce_source", "ce_time", "ce_specversion", "content-type" })
    void aHeaderThatIsNotThereOrNoTextIsNotNeeded(String header) {
        var without = headers();
        without.remove(header);
        var broken = headers();
        broken.put(header, new byte[] { (byte) 0xc0, 0 });
        broken.put("ce_id", UUID.randomUUID().toString().getBytes(UTF_8));
        send(Topic.CONSENT, thread.value(), without, new byte[] { 1 });
        send(Topic.CONSENT, thread.value(), broken, new byte[] { 1 });

        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "acts/example-nl", "", "a\u0000b", "0123456789ABCDEF0123456789ABCDEF", "long" })
    void aKeyThatIsNoThreadIsAScopeThatNoThreadHas(String key) {
        var sent = key.equals("long") ? noise(4000) : key + (key.isEmpty() ? "" : phone);
        send(Topic.CHAT, sent, headers(), new byte[] { 1 });

        await().atMost(SOON).until(() -> recorded() == 1);
        assertEquals(1, count("record where scope = $1 and scope like 'key/%'", Scope.ofKey(sent).name()));
    }

    /** The first, which is not understood, does not take the place of the second. */
    @Test
    void ofTheSameIdTwiceEachIsWhatItIs() {
        var event = text(thread, "wamid.1", "wel begrepen");
        var first = headers();
        first.put("ce_time", "2026-01-01T00:00:00Z".getBytes(UTF_8));
        send(Topic.CHAT, thread.value(), first, "{".getBytes(UTF_8));
        producer.send(EventCodec.write(Topic.CHAT, new Envelope<>(id, event.kind().eventType(), URI.create("/s"), Instant.now(),
                thread.value(), event)));
        send(disclosure(thread, "delivered"));

        await().atMost(SOON).untilAsserted(() -> transcript(conversation("released")).body("entries.text",
                hasItem("wel begrepen")));
    }

    @Test
    void whatIsTooLongToBeARecordGoesToTheDeadLettersAndHoldsUpNothing() {
        try (var compressing = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "compression.type", "gzip",
                "max.request.size", 20_000_000), new StringSerializer(), new ByteArraySerializer())) {
            var tooLong = new ProducerRecord<>(Topic.CHAT, thread.value(), new byte[Enclosed.LONGEST_VALUE + 1]);
            headers().forEach(tooLong.headers()::add);
            compressing.send(tooLong);
        }
        send(text(thread, "wamid.2", "daarna"));

        conversation("pending");
        assertEquals(0, recorded());
    }

    @Test
    void whatFollowsFromAMessageIsDoneWhateverIsInItsFile() {
        send(event(thread,
                new Message("wamid.1", "image").files(List.of(new Media("a\u0000b", "image/\u0000", "\u0000", "c\u0000d")))));
        send(text(thread, "wamid.2", "daarna"));

        conversation("pending");
        await().atMost(SOON).until(() -> count("media where scope = $1", thread.value()) == 1);
    }

    /** It is of somebody's channel, and may have been said before anything that is understood. */
    @Test
    void whatIsNotUnderstoodBelongsToItsLegalEntityAlone() {
        isReadable();
        send(Topic.CHAT, thread.value(), headers(),
                """
                        {"legalEntity":"example-be","channel":"whatsapp-nl","occurredAt":"2026-01-01T00:00:00Z","text":"van een ander"}"""
                        .getBytes(UTF_8));
        var ours = headers();
        ours.put("ce_id", UUID.randomUUID().toString().getBytes(UTF_8));
        send(Topic.CHAT, thread.value(), ours, """
                {"legalEntity":"example-nl","channel":"whatsapp-nl","occurredAt":"2026-01-02T00:00:00Z","text":"van ons"}"""
                .getBytes(UTF_8));

        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 4);
        await().atMost(SOON).untilAsserted(() -> transcript(conversation("released")).body("entries", hasSize(3))
                .body("entries[0].text", containsString("van ons")));
    }

    /** Nobody knows whose it is, and its conversation opened with what came after it. */
    @Test
    void whatCameBeforeAllThatIsUnderstoodIsReadToo() {
        var early = headers();
        early.put("ce_time", Instant.now().minusSeconds(60).toString().getBytes(UTF_8));
        send(Topic.CHAT, thread.value(), early, "geen json".getBytes(UTF_8));
        isReadable();

        await().atMost(SOON).untilAsserted(() -> transcript(conversation("released")).body("entries[0].text", is("geen json")));
    }

    private static String noise(int length) {
        return new Random(7).ints(length, 'a', 'z').collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = { "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "+999999999-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2019-12-31T23:59:59Z", "2010-06-01T00:00:00Z" })
    void whateverTimeItTellsItIsRecorded(String time) {
        var value = "{\"occurredAt\":\"%s\",\"receivedAt\":\"%s\"}".formatted(time, time);
        send(Topic.CHAT, thread.value(), headers(), value.getBytes(UTF_8));

        await().atMost(SOON).until(() -> recorded() == 1);
    }

    /** Ours is the time of the receipt, and each copy of it is received at another. */
    @Test
    void whatTellsNoTimeIsRecordedOnceHoweverOftenItComes() {
        for (var received : new String[] { "2026-01-05T10:00:00Z", "2026-02-05T10:00:00Z", "2026-02-05T10:00:01Z" }) {
            for (var twice = 0; twice < 2; twice++) {
                send(Topic.CHAT, thread.value(), headers(), "{\"receivedAt\":\"%s\"}".formatted(received).getBytes(UTF_8));
                send(Topic.CHAT, thread.value(), headers(), "{\"occurredAt\":\"%s\",\"timeOf\":\"receipt\"}".formatted(received)
                        .getBytes(UTF_8));
            }
        }
        send(text(thread, "wamid.2", "daarna"));

        conversation("pending");
        assertEquals(1, recorded());
    }

    /** Whoever may write chats may not release them, neither now nor when what follows is done again. */
    @Test
    void aChangeOfConsentAmongTheChatsIsKeptAndChangesNothing() {
        send(text(thread, "wamid.1", "eerst"));
        var event = disclosure(thread, "delivered");
        send(Topic.CHAT, thread.value(), headers(event.change().eventType()), EventCodec.dataOf(new Envelope<>(id,
                event.change().eventType(), URI.create("/s"), Instant.now(), thread.value(), event)));
        await().atMost(SOON).until(() -> recorded() == 1 && count("following") == 0);

        change("insert into following (record_id, occurred_at, due_at) select id, occurred_at, now() from record where event_hash = $1",
                Buffer.buffer(lookupKey.hash(id)));
        await().atMost(SOON).until(() -> count("following") == 0);

        conversation("pending");
    }

    /** Each commit leaves a mark in the topic, which is no message. */
    @Test
    void whatIsWrittenInTransactionsHoldsNothingUp() {
        isReadable();
        var settings = Map.<String, Object> of("bootstrap.servers", bootstrapServers, "transactional.id", "t-" + id);
        try (var transactional = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            transactional.initTransactions();
            for (var i = 0; i < 4; i++) {
                transactional.beginTransaction();
                transactional.send(record(text(thread, "wamid.t" + i, "in een transactie " + i)));
                if (i == 2) {
                    transactional.abortTransaction();
                } else {
                    transactional.commitTransaction();
                }
            }
        }
        send(text(thread, "wamid.2", "daarna"));

        await().atMost(SOON).untilAsserted(() -> transcript(conversation("released")).statusCode(200)
                .body("entries.text", hasItem("in een transactie 3")).body("entries.text", hasItem("daarna")));
    }

    /** As large as a topic takes it, and no record: as a letter it is larger still. */
    @Test
    void aLargestMessageWithoutAnIdHoldsUpNothing() {
        isReadable();
        var value = new byte[Topic.LARGEST_MESSAGE_BYTES - 200];
        new Random(1).nextBytes(value);
        try (var large = new KafkaProducer<>(Map.<String, Object> of("bootstrap.servers", bootstrapServers, "max.request.size",
                2 * Topic.LARGEST_MESSAGE_BYTES, "buffer.memory", 4L * Topic.LARGEST_MESSAGE_BYTES), new StringSerializer(),
                new ByteArraySerializer())) {
            large.send(new ProducerRecord<>(Topic.CHAT, thread.value(), value));
        }
        send(text(thread, "wamid.2", "daarna"));

        await().atMost(SOON).untilAsserted(() -> transcript(conversation("released")).statusCode(200).body("entries.text",
                hasItem("daarna")));
    }

    private ProducerRecord<String, byte[]> record(ChatEvent event) {
        return EventCodec.write(Topic.CHAT, new Envelope<>(UUID.randomUUID(), event.kind().eventType(), URI.create("/s"),
                Instant.now(), thread.value(), event));
    }

    private void isReadable() {
        send(text(thread, "wamid.1", "eerst"));
        send(disclosure(thread, "delivered"));
        conversation("released");
    }

    private long recorded() {
        return count("record where event_hash = $1", Buffer.buffer(lookupKey.hash(id)));
    }

    private Map<String, byte[]> headers() {
        return headers("eu.onrecord.chat.message.v1");
    }

    private Map<String, byte[]> headers(String type) {
        var headers = new HashMap<String, byte[]>();
        Map.of("ce_id", id.toString(), "ce_type", type, "ce_source", "/s", "ce_specversion", "1.0",
                "ce_time", Instant.now().toString(), "content-type", "application/json")
                .forEach((name, value) -> headers.put(name, value.getBytes(UTF_8)));
        return headers;
    }
}
