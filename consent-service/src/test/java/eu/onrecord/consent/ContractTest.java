package eu.onrecord.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.TimeOf;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.EventId;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.phone.Behaviour;
import eu.onrecord.local.phone.SentMessage;
import eu.onrecord.local.testing.GoldenMessage;
import eu.onrecord.local.testing.TopicReader;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Examples in, examples out: what is random in them is replaced by what the examples have in its place. */
@QuarkusTest
class ContractTest extends ServiceTest {
    private static final String PHONE = "+31612345678";

    @Test
    void theContractsExamplesAreReadAndWritten() {
        assertEquals(TestClock.START, clock.instant(), "the examples have this time: nobody moves the clock on before");
        whatsApp.behave(Behaviour.normal().telling());
        var text = GoldenMessage.read("chat-text-received");
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new ByteArraySerializer());
                var consent = new TopicReader(bootstrapServers, Topic.CONSENT);
                var chat = new TopicReader(bootstrapServers, Topic.CHAT)) {
            producer.send(text);
            producer.send(GoldenMessage.read("chat-photo-received"));
            await().atMost(SOON).until(() -> sentTo(PHONE).size() == 1);
            var notice = sentTo(PHONE).get(0);
            awaitDisclosure(consent, text.key(), "accepted");
            producer.send(GoldenMessage.read("chat-stop-received"));
            producer.send(GoldenMessage.read("chat-status-read"));
            producer.send(delivered(EventCodec.readChat(asReceived(text)), notice));
            awaitDisclosure(consent, text.key(), "delivered");

            assertExample("consent-relationship-changed", find(consent, text.key(), Change.RELATIONSHIP_CHANGED, 0), notice);
            assertExample("consent-disclosure-queued", find(consent, text.key(), Change.DISCLOSURE_CHANGED, 0), notice);
            assertExample("consent-disclosure-delivered", find(consent, text.key(), Change.DISCLOSURE_CHANGED, 2), notice);
            assertExample("consent-opted-out", find(consent, text.key(), Change.OPTED_OUT, 0), notice);
            assertExample("chat-notice-sent", chat.all().stream().filter(found -> isSent(found, notice)).findFirst()
                    .orElseThrow(), notice);
        }
    }

    private static boolean isSent(ConsumerRecord<String, byte[]> found, SentMessage notice) {
        var value = new String(found.value(), UTF_8);
        return value.contains(notice.id()) && value.contains("outbound");
    }

    private static void awaitDisclosure(TopicReader consent, String thread, String state) {
        await().atMost(SOON).until(() -> of(consent, thread, Change.DISCLOSURE_CHANGED).reduce((before, last) -> last)
                .filter(last -> state.equals(EventCodec.readConsent(last).data().state())).isPresent());
    }

    private static ConsumerRecord<String, byte[]> find(TopicReader consent, String thread, Change change, int index) {
        return of(consent, thread, change).skip(index).findFirst().orElseThrow();
    }

    private static Stream<ConsumerRecord<String, byte[]>> of(TopicReader consent, String thread, Change change) {
        return consent.all().stream().filter(found -> found.key().equals(thread)
                && EventCodec.readConsent(found).data().change() == change);
    }

    /** The provider tells that the notice came. */
    private ProducerRecord<String, byte[]> delivered(Envelope<ChatEvent> text, SentMessage notice) {
        var event = text.data();
        return EventCodec.write(Topic.CHAT, new Envelope<>(EventId.of(event.channel(), notice.id(), "status:delivered"),
                Kind.STATUS.eventType(), text.source(), clock.instant(), text.key(),
                new ChatEvent(event.legalEntity(), event.channel(), event.provider(), event.network(), event.business(),
                        event.thread(),
                        event.customer(), Direction.INBOUND, Kind.STATUS, Source.LIVE, null,
                        new Status(notice.id(), Status.State.DELIVERED, notice.reference(), null), null, null, clock.instant(),
                        TimeOf.PROVIDER, clock.instant(), event.original())));
    }

    private static ConsumerRecord<String, byte[]> asReceived(ProducerRecord<String, byte[]> sent) {
        var received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
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
            // it has the hash of all that it says in it
            standIns.put(json.getJsonObject("disclosure").getString("noticeVersion"), "2026-1");
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
        standIns.put(notice.reference(), "c0000000-0000-4000-8000-000000000004");
        standIns.put(notice.id(), "wamid.golden-notice");
        GoldenMessage.assertIs(name, found, standIns);
    }
}
