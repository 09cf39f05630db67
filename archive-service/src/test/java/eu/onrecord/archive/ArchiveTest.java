package eu.onrecord.archive;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.chat.TimeOf;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.WhatsAppResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Events go in by the topics, and what may be read comes out by the API: what tests of that have in common. */
@WithTestResource(value = PlatformResource.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
@WithTestResource(WhatsAppResource.class)
@WithTestResource(TestTokens.class)
public abstract class ArchiveTest {
    protected static final Duration SOON = Duration.ofSeconds(10);
    /** Until the first head is shown: Kafka makes the topic of its transactions before. */
    protected static final Duration FIRST_HEAD = Duration.ofSeconds(60);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    protected String bootstrapServers;
    @Inject
    protected Pool pool;

    protected final String phone = "+316" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
    protected final ThreadId thread = thread(phone);
    protected KafkaProducer<String, byte[]> producer;

    @BeforeEach
    void connect() {
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void disconnect() {
        producer.close();
    }

    protected static String next(ValidatableResponse page) {
        return "&after=" + page.extract().<String> path("next");
    }

    protected static ValidatableResponse page(String id, String after, int limit) {
        return asAuditor().get("/conversations/" + id + "/transcript?purpose=complaint&limit=" + limit + after)
                .then().statusCode(200);
    }

    protected ChatEvent marked(Kind kind, Instant at, String target, String text) {
        var it = event(thread, new Message("wamid.m" + at, kind.word()).text(text).target(target));
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), kind, it.source(), it.message(), null, null, null, at, TimeOf.PROVIDER,
                it.receivedAt(), it.original());
    }

    protected ChatEvent at(Instant written, String id, String text) {
        var it = text(thread, id, text);
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), it.kind(), it.source(), it.message(), null, null, null, written,
                TimeOf.PROVIDER, it.receivedAt(), it.original());
    }

    protected static RequestSpecification asAuditor() {
        return given().header("Authorization", "Bearer " + TestTokens.of("arthur", "auditor"));
    }

    protected ValidatableResponse search(String state) {
        return asAuditor().header("Customer-Phone", phone).queryParam("state", state)
                .queryParam("from", Instant.now().minusSeconds(3600).toString())
                .queryParam("to", Instant.now().plusSeconds(3600).toString()).get("/conversations").then();
    }

    protected String conversation(String state) {
        await().atMost(SOON).untilAsserted(() -> search(state).statusCode(200).body("$", hasSize(1)));
        return search(state).extract().path("[0].id");
    }

    protected static ValidatableResponse transcript(String id) {
        return asAuditor().get("/conversations/" + id + "/transcript?purpose=complaint").then();
    }

    protected void send(ChatEvent event) {
        send(UUID.randomUUID(), event);
    }

    protected void send(UUID id, ChatEvent event) {
        producer.send(EventCodec.write(Topic.CHAT, new Envelope<>(id, event.kind().eventType(),
                URI.create("/onrecord/ingest-service"), Instant.now(), event.thread().value(), event)));
    }

    protected void send(ConsentEvent event) {
        producer.send(EventCodec.write(Topic.CONSENT, new Envelope<>(UUID.randomUUID(), event.change().eventType(),
                URI.create("/onrecord/consent-service"), Instant.now(), event.thread().value(), event)));
    }

    protected static ConsentEvent disclosure(ThreadId thread, String state) {
        return new ConsentEvent("example-nl", "whatsapp-nl", thread, UUID.randomUUID(), Change.DISCLOSURE_CHANGED, state, null,
                UUID.randomUUID(),
                new ConsentEvent.Disclosure(UUID.randomUUID(), "2026-1", "nl", "contact-2026", null, null, null, null),
                null,
                Instant.now());
    }

    protected ChatEvent text(ThreadId in, String id, String text) {
        return event(in, new Message(id, "text", text, null, null, null, null));
    }

    protected ChatEvent event(ThreadId in, Message message) {
        var now = Instant.now();
        return new ChatEvent("example-nl", "whatsapp-nl", "whatsapp", Network.WHATSAPP, WhatsAppResource.NUMBER, in,
                new Customer(phone, null, "Jan"), Direction.INBOUND, Kind.MESSAGE, Source.LIVE, message, null, null, null, now,
                TimeOf.PROVIDER, now, new Original("application/json", message.toString().getBytes(UTF_8),
                        new Original.Authentication("test", null, null, now)));
    }

    protected static ThreadId thread(String identifier) {
        var id = UUID.nameUUIDFromBytes(identifier.getBytes(UTF_8));
        return new ThreadId(HexFormat.of().formatHex(ByteBuffer.allocate(16).putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits()).array()));
    }

    /** What nobody can have meant: bytes under a key, with whatever headers. */
    protected void send(String topic, String key, Map<String, byte[]> headers, byte[] value) {
        var kafkaRecord = new ProducerRecord<>(topic, key, value);
        headers.forEach(kafkaRecord.headers()::add);
        producer.send(kafkaRecord);
    }

    /** The only value of a query. */
    protected long count(String query, Object... parameters) {
        return pool.preparedQuery("select count(*) as count from " + query).execute(Tuple.from(parameters)).await().atMost(SOON)
                .iterator().next().getLong("count");
    }

    protected void change(String statement, Object... parameters) {
        pool.preparedQuery(statement).execute(Tuple.from(parameters)).await().atMost(SOON);
    }

    protected ChatEvent photo(String mediaId, String sha256) {
        return event(thread, new Message("wamid.p", "image", "kijk", null, new Media(mediaId, "image/jpeg", sha256, null), null,
                null));
    }
}
