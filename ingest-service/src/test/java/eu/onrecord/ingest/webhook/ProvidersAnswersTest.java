package eu.onrecord.ingest.webhook;

import static eu.onrecord.ingest.Edge.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.provider.Hmac;
import eu.onrecord.ingest.provider.Reading;
import eu.onrecord.ingest.provider.Sha256;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.TopicReader;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Each provider proves itself in its own way, and hears what it wants to hear. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
class ProvidersAnswersTest {
    private final String marker = UUID.randomUUID().toString();

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @ParameterizedTest
    @ValueSource(strings = { "test_auth_token", "test_auth_token_2" })
    void twilioIsAnsweredWithEmptyTwiml(String token) {
        var body = "Body=%s&From=whatsapp%%3A%%2B31600000001&To=whatsapp%%3A%%2B14155238886&MessageSid=SM1&SmsStatus=received&Empty="
                .formatted(marker);
        var signed = "https://hooks.example.org/webhooks/twilio-nlBody" + marker
                + "EmptyFromwhatsapp:+31600000001MessageSidSM1SmsStatusreceivedTowhatsapp:+14155238886";
        var signature = Base64.getEncoder().encodeToString(Hmac.SHA1.of(token.getBytes(UTF_8), signed.getBytes(UTF_8)));

        form().header("X-Twilio-Signature", signature).body(body).post("/webhooks/twilio-nl").then().statusCode(200)
                .contentType("text/xml").body(equalTo("<Response/>"));

        assertEquals(marker, EventCodec.readChat(onlyRecord()).data().message().text());
        form().header("X-Twilio-Signature", signature).body(body + "&X=1").post("/webhooks/twilio-nl").then().statusCode(401);
        form().body(body).post("/webhooks/twilio-nl").then().statusCode(401);
    }

    @Test
    void twiliosJsonIsProvenByItsHashInTheAddress() {
        var body = """
                [{"type":"com.twilio.messaging.inbound-message.received","time":"2026-01-02T03:04:05Z","data":{"messageSid":"%s",\
                "from":"whatsapp:+31600000001","to":"whatsapp:+14155238886","body":"hoi"}}]"""
                .formatted(marker);
        var query = "bodySHA256=" + Sha256.hex(body.getBytes(UTF_8));
        var signature = Base64.getEncoder().encodeToString(Hmac.SHA1.of("test_auth_token".getBytes(UTF_8),
                ("https://hooks.example.org:443/webhooks/twilio-nl?" + query).getBytes(UTF_8)));

        json().header("X-Twilio-Signature", signature).body(body).post("/webhooks/twilio-nl?" + query).then().statusCode(200);
        json().header("X-Twilio-Signature", signature).body(body + " ").post("/webhooks/twilio-nl?" + query).then()
                .statusCode(401);

        assertEquals(marker, EventCodec.readChat(onlyRecord()).data().message().id());
    }

    @Test
    void vonageIsAskedToComeAgainWithItsToken() {
        var body = """
                {"channel":"sms","message_uuid":"%s","to":"31880000000","from":"31600000001","timestamp":"2026-03-01T09:59:00Z",\
                "text":"hoi"}"""
                .formatted(marker);

        json().body(body).post("/webhooks/vonage-nl").then().statusCode(503).header("Retry-After", notNullValue())
                .body("type", is("urn:onrecord:problem:signature-missing"));
        json().header("Authorization", "Bearer " + vonageToken("{}")).body(body).post("/webhooks/vonage-nl").then()
                .statusCode(401);
        json().header("Authorization", "Bearer " + vonageToken(body)).body(body).post("/webhooks/vonage-nl").then()
                .statusCode(200);

        assertEquals(marker, EventCodec.readChat(onlyRecord()).data().message().id());
    }

    @Test
    void telegramIsKnownByItsSecretToken() {
        var body = """
                {"update_id":1,"message":{"message_id":1,"from":{"id":6,"first_name":"%s"},"chat":{"id":6,"first_name":"%s","type":"private"},\
                "date":1767323045,"text":"hoi"}}"""
                .formatted(marker, marker);

        json().header("X-Telegram-Bot-Api-Secret-Token", "wrong").body(body).post("/webhooks/telegram-nl").then()
                .statusCode(401);
        json().header("X-Telegram-Bot-Api-Secret-Token", "test-telegram_secret").body(body).post("/webhooks/telegram-nl").then()
                .statusCode(200);

        assertEquals("telegram", EventCodec.readChat(onlyRecord()).data().provider());
    }

    @ParameterizedTest
    @CsvSource({ "X-OnRecord-Secret, test_dialog_secret_2", "Authorization, Basic b25yZWNvcmQ6dGVzdF9kaWFsb2dfc2VjcmV0" })
    void dialogIsKnownByTheSecretThatWeGaveIt(String header, String value) {
        var body = """
                {"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"106540352242922"},\
                "messages":[{"from":"31612345678","id":"%s","timestamp":"1772359100","type":"text","text":{"body":"x"}}]}}]}]}"""
                .formatted(marker);

        json().header(header, "wrong").body(body).post("/webhooks/dialog-nl").then().statusCode(401);
        json().header(header, value).body(body).post("/webhooks/dialog-nl").then().statusCode(200);

        assertEquals("360dialog", EventCodec.readChat(onlyRecord()).data().provider());
    }

    @Test
    void noAnswerRepeatsWhatWasSent() {
        for (var path : List.of("/webhooks/<script>", "/webhooks/whatsapp-nl?x=<script>")) {
            given().urlEncodingEnabled(false).contentType("text/x-script").body("<script>")
                    .post(path.replace("<", "%3C").replace(">", "%3E"))
                    .then().body(not(containsString("script")));
        }
        given().urlEncodingEnabled(false).get("/webhooks/%3Cscript%3E").then().statusCode(404)
                .body(not(containsString("script")));
    }

    @Test
    void whatHappenedIsCounted() {
        json().body("{}").post("/webhooks/telegram-nl").then().statusCode(401);

        var metrics = given().baseUri("http://localhost").port(managementPort).get("/q/metrics").then().statusCode(200)
                .extract()
                .asString();
        assertTrue(metrics.lines().anyMatch(line -> line.startsWith("onrecord_webhooks_total")
                && line.contains("channel=\"telegram-nl\"") && line.contains("outcome=\"refused\"")
                && line.contains("reason=\"signature-invalid\"") && !line.endsWith(" 0.0")), metrics);
        for (var name : List.of("onrecord_events_total", "onrecord_publish_seconds_bucket", "onrecord_webhooks_in_flight",
                "onrecord_webhooks_in_flight_bytes", "onrecord_webhook_body_bytes_bucket")) {
            assertTrue(metrics.contains(name), name);
        }
    }

    /** So that it is seen when an old secret proves nothing any more, and can go. */
    @Test
    void theSecretThatFittedIsCounted() {
        var body = "{}";
        json().header("Authorization", "Bearer " + vonageToken(body)).body(body).post("/webhooks/vonage-nl").then()
                .statusCode(200);

        var metrics = given().baseUri("http://localhost").port(managementPort).get("/q/metrics").asString();
        assertTrue(
                metrics.lines().anyMatch(line -> line.startsWith("onrecord_webhook_proofs_total{channel=\"vonage-nl\",key=\"")
                        && !line.endsWith(" 0.0")),
                metrics);
    }

    private static String vonageToken(String body) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var content = encoder.encodeToString("{\"alg\":\"HS256\"}".getBytes(UTF_8)) + "."
                + encoder.encodeToString("{\"iat\":%d,\"iss\":\"Vonage\",\"payload_hash\":\"%s\"}"
                        .formatted(Reading.RECEIVED.getEpochSecond(), Sha256.hex(body.getBytes(UTF_8))).getBytes(UTF_8));
        return content + "." + encoder
                .encodeToString(Hmac.SHA256.of("test_signature_secret".getBytes(UTF_8), content.getBytes(UTF_8)));
    }

    private static RequestSpecification form() {
        return given().contentType("application/x-www-form-urlencoded; charset=UTF-8");
    }

    private static RequestSpecification json() {
        return given().contentType(ContentType.JSON);
    }

    private ConsumerRecord<String, byte[]> onlyRecord() {
        try (var chat = new TopicReader(bootstrapServers, Topic.CHAT)) {
            var found = chat.all().stream()
                    .filter(kept -> new String(EventCodec.readChat(kept).data().original().bytes(), UTF_8).contains(marker))
                    .toList();
            assertEquals(1, found.size());
            return found.get(0);
        }
    }
}
