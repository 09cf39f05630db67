package eu.onrecord.ingest.quarantine;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.Edge;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.provider.Providers;
import eu.onrecord.ingest.provider.Reason;
import eu.onrecord.ingest.publish.EventLog;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.TopicReader;
import eu.onrecord.local.whatsapp.WhatsApp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.common.annotation.Identifier;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
class QuarantineReplayTest {
    private static final Instant THEN = Instant.parse("2026-02-01T00:00:00Z");
    private final String marker = "wamid." + UUID.randomUUID();

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;
    @Inject
    Channels channels;
    @Inject
    Providers providers;
    @Inject
    EventLog log;

    /** As of pods whose clocks differ, and of large webhooks that take their time. */
    @Test
    void whoGoesOnWhereAReplayEndedMissesNothingHoweverTheTimesAreMixed() throws Exception {
        var then = THEN.minusSeconds(86_400);
        for (var second : List.of(60, 10, 70, 5, 61, 20)) {
            quarantine("whatsapp-nl", Reason.UNKNOWN_NUMBER, then.plusSeconds(second),
                    message("106540352242922", marker + second));
        }
        var noTime = new Replay(kafka, channels, providers, log, () -> Duration.ZERO, Clock.systemUTC());
        var count = 0L;
        var position = Optional.<ReplayPosition> empty();
        do {
            var report = noTime.play(new ReplayRequest(then, Optional.of(then.plusSeconds(90)), Optional.empty(),
                    Optional.empty(), position));
            count += report.webhooks();
            position = Optional.ofNullable(report.continueFrom()).flatMap(ReplayPosition::parse);
        } while (position.isPresent());

        assertEquals(6, count);
        assertEquals(6, published().size());
    }

    /** As after a number was configured that was not before. */
    @Test
    void whatIsUnderstoodNowIsPublishedAsIfItHadBeenThen() throws Exception {
        quarantine("whatsapp-nl", Reason.UNKNOWN_NUMBER, THEN.plusSeconds(60), message("106540352242922"));

        replay("""
                {"from":"2026-02-01T00:00:59Z","to":"2026-02-01T00:01:01Z","reason":"unknown-number"}""").statusCode(200)
                .body("webhooks", is(1)).body("replayed", is(1)).body("stillQuarantined", is(0)).body("events", is(1))
                .body("continueFrom", nullValue());

        var event = EventCodec.readChat(published().get(0)).data();
        assertEquals(marker, event.message().id());
        assertEquals(THEN.plusSeconds(60), event.receivedAt());
        assertEquals(new Authentication("x-hub-signature-256", "new", event.original().authenticated().bodySha256(),
                THEN.plusSeconds(60)), event.original().authenticated());
    }

    @Test
    void aSecondReplayAndTheWebhookItselfTellTheSame() throws Exception {
        quarantine("whatsapp-nl", Reason.UNKNOWN_NUMBER, THEN.plusSeconds(120), message("106540352242922"));
        var request = """
                {"from":"2026-02-01T00:01:59Z","to":"2026-02-01T00:02:01Z"}""";

        replay(request).statusCode(200);
        replay(request).statusCode(200);
        var body = message("106540352242922");
        Edge.given().contentType("application/json").header("X-Hub-Signature-256",
                WhatsApp.signature("test_app_secret", body.getBytes(UTF_8))).body(body).post("/webhooks/whatsapp-nl")
                .then()
                .statusCode(200);

        assertEquals(3, published().size());
        assertEquals(1, published().stream().map(found -> EventCodec.readChat(found).id()).distinct().count());
    }

    @Test
    void whatWasReceivedAndQuarantinedCanBeReplayed() {
        var body = message("999");
        Edge.given().contentType("application/json").header("X-Hub-Signature-256",
                WhatsApp.signature("test_app_secret", body.getBytes(UTF_8))).body(body).post("/webhooks/whatsapp-nl")
                .then()
                .statusCode(200);

        replay("""
                {"from":"2026-03-01T10:00:00Z","to":"2026-03-01T10:00:01Z","reason":"unknown-number","channel":"whatsapp-nl"}""")
                .statusCode(200).body("webhooks", greaterThan(0)).body("stillQuarantined", greaterThan(0))
                .body("events", is(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"from\":\"2026-02-01T00:03:01Z\",\"to\":\"2026-02-01T00:03:02Z\"} | 0",
            "{\"from\":\"2026-02-01T00:02:59Z\",\"to\":\"2026-02-01T00:03:00Z\"} | 0",
            "{\"from\":\"2026-02-01T00:02:59Z\",\"to\":\"2026-02-01T00:03:01Z\",\"reason\":\"no-customer\"} | 0",
            "{\"from\":\"2026-02-01T00:02:59Z\",\"to\":\"2026-02-01T00:03:01Z\",\"channel\":\"dialog-nl\"} | 0",
            "{\"from\":\"2026-02-01T00:03:00Z\",\"to\":\"2026-02-01T00:03:01Z\",\"reason\":\"unreadable\"} | 1" })
    void onlyWhatIsMeantIsReplayed(String request, int webhooks) throws Exception {
        quarantine("whatsapp-nl", Reason.UNREADABLE, THEN.plusSeconds(180), message("106540352242922"));

        replay(request).statusCode(200).body("webhooks", webhooks == 0 ? is(0) : greaterThan(0));
    }

    @Test
    void aChannelThatIsGoneStaysInQuarantine() throws Exception {
        quarantine("gone", Reason.UNREADABLE, THEN.plusSeconds(240), message("106540352242922"));

        replay("""
                {"from":"2026-02-01T00:03:59Z","to":"2026-02-01T00:04:01Z"}""").statusCode(200).body("stillQuarantined", is(1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "{}", "nonsense", "{\"from\":\"yesterday\"}", "{\"from\":17}",
            "{\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}",
            "{\"from\":\"2026-02-01T00:00:00Z\",\"reason\":\"boredom\"}",
            "{\"from\":\"2026-02-01T00:00:00Z\",\"continueFrom\":\"2026-02-01T00:00:00Z\"}",
            "{\"from\":\"2026-02-01T00:00:00Z\",\"continueFrom\":\"AAAAAAAAAAAAAAAAAAAAAA/0@7\"}" })
    void aRequestThatSaysTooLittleIsRefused(String request) {
        replay(request).statusCode(400).contentType("application/problem+json").body("type",
                is("urn:onrecord:problem:request-invalid"));
    }

    @Test
    void onlyAComplianceOfficerMay() {
        given().contentType("application/json").body("{}").post("/quarantine/replay").then().statusCode(401)
                .contentType("application/problem+json").body("type", is("urn:onrecord:problem:unauthenticated"));
        given().contentType("application/json").header("Authorization", "Bearer nonsense").body("{}").post("/quarantine/replay")
                .then().statusCode(401);
        for (var role : List.of("agent", "auditor", "privacy-officer", "crm")) {
            given().contentType("application/json").header("Authorization", "Bearer " + TestTokens.of("x", role)).body("{}")
                    .post("/quarantine/replay").then().statusCode(403).body("type", is("urn:onrecord:problem:forbidden"));
        }
    }

    private void quarantine(String channel, Reason reason, Instant at, String body)
            throws InterruptedException, ExecutionException, TimeoutException {
        var kept = new QuarantineRecord(channel, EnumSet.of(reason), "application/json",
                new Authentication("x-hub-signature-256", "new", "00", at), body.getBytes(UTF_8)).toKafka();
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(kept.topic(), null, kept.timestamp(), kept.key(), kept.value(), kept.headers()))
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static ValidatableResponse replay(String request) {
        return given().contentType("application/json").header("Authorization", "Bearer " + TestTokens.of("carla",
                "compliance-officer")).body(request).post("/quarantine/replay").then();
    }

    private List<ConsumerRecord<String, byte[]>> published() {
        try (var chat = new TopicReader(bootstrapServers, Topic.CHAT)) {
            return chat.all().stream().filter(found -> new String(found.value(), UTF_8).contains(marker)).toList();
        }
    }

    private String message(String number) {
        return message(number, marker);
    }

    private static String message(String number, String id) {
        return """
                {"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"%s"},\
                "messages":[{"from":"31612345678","id":"%s","timestamp":"1772359100","type":"text","text":{"body":"x"}}]}}]}]}"""
                .formatted(number, id);
    }
}
