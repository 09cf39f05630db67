package eu.onrecord.ingest.webhook;

import static eu.onrecord.ingest.Edge.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.testing.GoldenMessage;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.TopicReader;
import eu.onrecord.local.whatsapp.WhatsApp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
class WhatsAppWebhooksTest {
    private static final int LARGEST_BYTES = 3 * 1024 * 1024;
    private static final String SECRET = "test_app_secret";
    private static final String PHONE = "31612345678";
    private static final String MARKER = "een heel bijzondere zin";
    private final String marker = "wamid." + UUID.randomUUID();

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    private TopicReader chat;
    private TopicReader quarantine;

    @BeforeEach
    void readTopics() {
        chat = new TopicReader(bootstrapServers, Topic.CHAT);
        quarantine = new TopicReader(bootstrapServers, Topic.QUARANTINE);
    }

    @AfterEach
    void closeTopics() {
        chat.close();
        quarantine.close();
    }

    @Test
    void aSignedMessageIsInKafkaWhenItIsAnswered() {
        post(messages(text(marker))).statusCode(200);

        var published = onlyRecord();
        var event = EventCodec.readChat(published).data();
        assertEquals(marker, event.message().id());
        assertEquals(event.thread().value(), published.key());
        assertEquals("example-nl", event.legalEntity());
    }

    @ParameterizedTest
    @ValueSource(strings = { "test_app_secret", "test_app_secret_2" })
    void everySecretIsGoodWhileOneIsReplacedByAnother(String secret) {
        post(messages(text(marker)), WhatsApp.signature(secret, messages(text(marker)).getBytes(UTF_8)))
                .statusCode(200);
    }

    @Test
    void theSameWebhookTwiceHasTheSameIds() {
        post(messages(text(marker))).statusCode(200);
        post(messages(text(marker))).statusCode(200);

        var ids = records().stream().map(found -> EventCodec.readChat(found).id()).collect(Collectors.toSet());
        assertEquals(1, ids.size());
    }

    @ParameterizedTest
    @ValueSource(strings = { "sha256=0000000000000000000000000000000000000000000000000000000000000000", "sha256=nonsense",
            "sha1=0" })
    void aWrongOrMalformedSignatureIsRefused(String signature) {
        problem(post(messages(text(marker)), signature), 401, "signature-invalid");
        assertTrue(records().isEmpty());
    }

    @Test
    void aMissingSignatureIsRefused() {
        problem(given().contentType("application/json").body(messages(text(marker))).post("/webhooks/whatsapp-nl").then(),
                401, "signature-invalid");
        assertTrue(records().isEmpty());
    }

    @Test
    void aBodyThatIsNotJsonIsRefused() {
        problem(given().contentType("text/plain").body("hi").post("/webhooks/whatsapp-nl").then(), 415,
                "content-type-unsupported");
    }

    @Test
    void aBodyOfFourMegabytesIsRefused() {
        var body = messages(text(marker) + ",\"" + "x".repeat(4 * 1024 * 1024) + "\"");

        problem(post(body), 413, "body-too-large");
        assertTrue(records().isEmpty());
    }

    @Test
    void aBodyOfThreeMegabytesIsTaken() {
        var rest = LARGEST_BYTES - messages(text(marker, "")).length();

        post(messages(text(marker, "x".repeat(rest)))).statusCode(200);

        assertEquals(rest, EventCodec.readChat(onlyRecord()).data().message().text().length());
    }

    @Test
    void aBodyOfThreeMegabytesThatCannotBeReadPassesIntoQuarantineWhole() {
        var body = "{\"" + marker + "\":\"" + "x".repeat(LARGEST_BYTES - marker.length() - 6) + "\"";

        post(body).statusCode(200);

        assertArrayEquals(body.getBytes(UTF_8), quarantined().get(0).value());
    }

    @Test
    void aSmallBodyThatWouldBeKeptAsAnEnormousOneIsQuarantinedWhole() {
        var items = IntStream.range(0, 1000).mapToObj(i -> text(marker + i)).collect(Collectors.joining(","));

        post(messages(items).replace("\"Jan\"", "\"" + "J".repeat(50_000) + "\"")).statusCode(200);

        assertTrue(records().isEmpty());
        assertEquals("batch-too-large", reasonOfQuarantine());
    }

    /** Written out it can have more bytes than there is ever room for: nobody is asked to send that again and again. */
    @ParameterizedTest
    @ValueSource(ints = { 600, 700, 780, 800 })
    void whateverTheSizeOfABatchItIsTakenOrQuarantined(int messages) {
        var items = IntStream.range(0, messages).mapToObj(i -> text(marker + i)).collect(Collectors.joining(","));

        post(messages(items).replace("\"Jan\"", "\"" + "\\\"".repeat(10_000) + "\"")).statusCode(200);

        assertTrue(records().size() == messages || reasonOfQuarantine().equals("batch-too-large"));
    }

    @Test
    void aWebhookThatSaysMoreThanOneMayIsQuarantinedWhole() {
        var items = IntStream.rangeClosed(0, 5000).mapToObj(i -> text(marker + i)).collect(Collectors.joining(","));

        post(messages(items)).statusCode(200);

        assertTrue(records().isEmpty());
        assertEquals("batch-too-large", reasonOfQuarantine());
    }

    @Test
    void anUnknownChannelIsNotFound() {
        problem(given().contentType("application/json").body("{}").post("/webhooks/nobody").then(), 404, "channel-unknown");
        problem(given().get("/webhooks/nobody").then(), 404, "channel-unknown");
    }

    @Test
    void anUnknownNumberIsAnsweredAndQuarantined() {
        post(messages(text(marker)).replace("106540352242922", "999")).statusCode(200);

        assertTrue(records().isEmpty());
        assertEquals("unknown-number", reasonOfQuarantine());
    }

    @Test
    void aBodyThatBreaksOffIsAnsweredWhatIsReadableIsPublishedAndTheRestQuarantined() {
        var body = messages(text(marker) + "," + text("wamid.never"));
        var broken = body.substring(0, body.indexOf("wamid.never"));

        post(broken).statusCode(200);

        assertEquals(marker, EventCodec.readChat(onlyRecord()).data().message().id());
        assertEquals("unreadable", reasonOfQuarantine());
        assertArrayEquals(broken.getBytes(UTF_8), quarantined().get(0).value());
    }

    @Test
    void aTimestampThatIsNoNumberIsKeptAsUnsupported() {
        post(messages(text(marker).replace("\"1772359100\"", "\"soon\""))).statusCode(200);

        assertEquals(Kind.UNSUPPORTED, EventCodec.readChat(onlyRecord()).data().kind());
    }

    @Test
    void aBatchOfAThousandWithOneThatIsUnreadableLosesNothing() {
        var items = IntStream.range(0, 1000).mapToObj(i -> i == 500 ? "[\"" + marker + "\"]" : text(marker + i))
                .collect(Collectors.joining(","));

        post(messages(items)).statusCode(200);

        var ids = records().stream().map(found -> EventCodec.readChat(found).data().message().id())
                .collect(Collectors.toSet());
        assertEquals(999, ids.size());
        assertEquals("no-customer", reasonOfQuarantine());
    }

    @Test
    void theSubscriptionIsConfirmedWithTheChallengeAlone() {
        given().queryParam("hub.mode", "subscribe").queryParam("hub.verify_token", "test_verify_token")
                .queryParam("hub.challenge", "0123").get("/webhooks/whatsapp-nl").then().statusCode(200)
                .contentType("text/plain").body(equalTo("0123"));
    }

    @ParameterizedTest
    @CsvSource({ "subscribe, wrong, 1", "other, test_verify_token, 1", ", , " })
    void aSubscriptionWithoutTheTokenIsRefused(String mode, String token, String challenge) {
        problem(given().queryParam("hub.mode", mode).queryParam("hub.verify_token", token)
                .queryParam("hub.challenge", challenge).get("/webhooks/whatsapp-nl").then(), 403, "subscription-refused");
    }

    @Test
    void healthAndMetricsAreNotOnThePublicPort() {
        for (var path : List.of("/q/health", "/q/metrics", "/q/openapi", "/q/swagger-ui", "/metrics")) {
            given().get(path).then().statusCode(404);
        }
    }

    @Test
    void nothingOfTheCustomerIsInKafkasKeysAndHeaders() {
        post(messages(text(marker))).statusCode(200);

        var published = onlyRecord();
        var outside = new StringBuilder(published.key());
        published.headers().forEach(header -> outside.append(header.key()).append(new String(header.value(), UTF_8)));
        assertTrue(!outside.toString().contains(PHONE) && !outside.toString().contains("wamid"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "chat-text-received  | messages | {\"from\":\"31612345678\",\"from_user_id\":\"NL.1349\",\"id\":\"wamid.golden-text\",\"timestamp\":\"1772359190\",\"type\":\"text\",\"text\":{\"body\":\"Goedemorgen, klopt mijn factuur? \\u00e9\\u00e9n vraag.\"}}",
            "chat-photo-received | messages | {\"from\":\"31612345678\",\"from_user_id\":\"NL.1349\",\"id\":\"wamid.golden-photo\",\"timestamp\":\"1772359191\",\"type\":\"image\",\"image\":{\"caption\":\"de meter\",\"mime_type\":\"image\\/jpeg\",\"sha256\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",\"id\":\"7000000001\"}}",
            "chat-stop-received  | messages | {\"from\":\"31612345678\",\"from_user_id\":\"NL.1349\",\"id\":\"wamid.golden-stop\",\"timestamp\":\"1772359192\",\"type\":\"text\",\"text\":{\"body\":\"Stop!\"}}",
            "chat-status-read    | statuses | {\"id\":\"wamid.golden-notice\",\"status\":\"read\",\"timestamp\":\"1772359193\",\"recipient_id\":\"31612345678\",\"recipient_user_id\":\"NL.1349\",\"biz_opaque_callback_data\":\"5f1c9f0e-0d5a-4a43-8a4b-0c8f9d2f7a11\"}" })
    void whatIsPublishedIsExactlyTheContractsExample(String example, String array, String item) {
        post(value(array, item)).statusCode(200);

        var id = item.replaceAll(".*(wamid\\.golden-[a-z]+).*", "$1");
        var published = chat.all().stream().filter(found -> new String(found.value(), UTF_8).contains(id)).findFirst()
                .orElseThrow();
        GoldenMessage.assertIs(example, published);
    }

    private ValidatableResponse post(String body) {
        return post(body, WhatsApp.signature(SECRET, body.getBytes(UTF_8)));
    }

    private static ValidatableResponse post(String body, String signature) {
        return given().contentType("application/json").header("X-Hub-Signature-256", signature).body(body.getBytes(UTF_8))
                .post("/webhooks/whatsapp-nl").then();
    }

    private void problem(ValidatableResponse answer, int status, String type) {
        answer.statusCode(status).contentType("application/problem+json").body("type", is("urn:onrecord:problem:" + type))
                .body("status", is(status)).body("title", not(emptyString()))
                .body(not(containsString(PHONE))).body(not(containsString(MARKER)));
    }

    private ConsumerRecord<String, byte[]> onlyRecord() {
        var found = records();
        assertEquals(1, found.size());
        return found.get(0);
    }

    private List<ConsumerRecord<String, byte[]>> records() {
        return chat.all().stream().filter(found -> new String(found.value(), UTF_8).contains(marker)).toList();
    }

    private List<ConsumerRecord<String, byte[]>> quarantined() {
        return quarantine.all().stream().filter(found -> new String(found.value(), UTF_8).contains(marker)).toList();
    }

    private String reasonOfQuarantine() {
        return new String(quarantined().get(0).headers().lastHeader("onrecord_reason").value(), UTF_8);
    }

    private static String text(String id) {
        return text(id, MARKER);
    }

    private static String text(String id, String body) {
        return """
                {"from":"%s","id":"%s","timestamp":"1772359100","type":"text","text":{"body":"%s"}}""".formatted(PHONE, id,
                body);
    }

    private static String messages(String items) {
        return value("messages", items);
    }

    private static String value(String array, String items) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{\
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"31880000000",\
                "phone_number_id":"106540352242922"},"contacts":[{"profile":{"name":"Jan"},"wa_id":"31612345678",\
                "user_id":"NL.1349"}],"%s":[%s]},"field":"messages"}]}]}""".formatted(array, items);
    }
}
