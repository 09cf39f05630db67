package eu.onrecord.ingest.edge;

import static eu.onrecord.ingest.Edge.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.ingest.Edge;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.whatsapp.WhatsApp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/**
 * Whoever has no proof can cost bytes and seconds, and nobody's place. With the limits as they are shipped, and less patience.
 */
@QuarkusTest
@TestProfile(StrangersTest.LittlePatience.class)
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
class StrangersTest {
    private static final String PATH = "/webhooks/whatsapp-nl";
    private static final String SECRET = "test_app_secret";
    private static final int LARGEST = 3 * 1024 * 1024;
    private static final int SMALL = 64 * 1024;
    private static final Duration SOON = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<Stranger> strangers = new ArrayList<>();

    @AfterEach
    void theyGo() throws Exception {
        for (var stranger : strangers) {
            stranger.close();
        }
    }

    @ParameterizedTest
    @CsvSource({ "16, 3145727", "40, 3145727", "300, 65535", "200, 1000" })
    void howeverManyHoldTheirBodiesBackOthersAreServedAllTheTime(int count, int bytes) throws Exception {
        var body = "x".repeat(bytes);
        for (var i = 0; i < count; i++) {
            stranger().announces(PATH, bytes + 1).sends(body);
        }

        for (var i = 0; i < 30; i++) {
            assertEquals(401, small(), "the " + i + ". webhook");
        }
    }

    @Test
    void largeBodiesAreTakenWhileOthersHoldTheirsBack() throws Exception {
        for (var i = 0; i < 16; i++) {
            stranger().announces(PATH, LARGEST).sends("x".repeat(LARGEST - 1));
        }

        await().atMost(SOON).untilAsserted(() -> assertEquals(401,
                given().contentType("application/json").body("y".repeat(LARGEST - 100)).post(PATH).statusCode()));
    }

    @ParameterizedTest
    @CsvSource({ "/webhooks/whatsapp-nl, 4000000, 413", "/webhooks/nobody, 4000000, 404", "/, 100, 404",
            "/webhooks/twilio-nl, 200000, 413", "/webhooks/telegram-nl, 300000, 413", "/webhooks/whatsapp-nl, 1000, 408" })
    void whoWasRefusedAndDribblesOnIsCutOff(String path, long bytes, int status) throws Exception {
        var stranger = stranger().announces(path, bytes);

        assertTrue(stranger.answer().startsWith("HTTP/1.1 " + status));
        var closed = stranger.dribblesUntilClosed("x", Duration.ofMillis(200), LONG);
        assertTrue(closed != null && closed.compareTo(SOON) < 0, () -> String.valueOf(closed));
    }

    /** A proxy before us may see another end of such a request: what stands behind it is answered by nobody. */
    @ParameterizedTest
    @ValueSource(strings = { "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n100000002\r\n{}\r\n0\r\n\r\n" })
    void nothingIsReadBehindABodyInChunks(String framing) throws Exception {
        var stranger = stranger().sends("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + framing
                + "GET /webhooks/smuggled HTTP/1.1\r\nHost: x\r\n\r\n");

        var answers = stranger.all();
        assertTrue(answers.startsWith("HTTP/1.1 4"), answers);
        assertEquals(1, answers.split("HTTP/1.1 ").length - 1, answers);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Host: x\r\nTransfer-Encoding: xchunked\r\n", "Host: x\r\nTransfer-Encoding: gzip, chunked\r\n",
            "Host: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
            "Host: x\r\nTransfer-Encoding: xchunked\r\nContent-Length: 2\r\n", "Content-Length: 2\r\n",
            "Host: x\r\nHost: y\r\nContent-Length: 2\r\n" })
    void whatServersUnderstandDifferentlyIsRefusedAndTheConnectionClosed(String head) throws Exception {
        var stranger = stranger().sends("POST " + PATH + " HTTP/1.1\r\nContent-Type: application/json\r\n" + head
                + "\r\n{}GET /webhooks/smuggled HTTP/1.1\r\nHost: x\r\n\r\n");

        var answers = stranger.all();
        assertTrue(answers.startsWith("HTTP/1.1 400"), answers);
        assertEquals(1, answers.split("HTTP/1.1 ").length - 1, answers);
    }

    /** Each takes memory beyond its bytes, for as long as the head is not whole. */
    @ParameterizedTest
    @ValueSource(strings = { "", "Content-Length: 60000\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n" })
    void veryManyHeaderLinesAreRefusedAtOnceWhereverTheyStand(String before) throws Exception {
        var lines = "a:b\r\n".repeat(150);
        var stranger = stranger().sends("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + (before.startsWith("Content") ? lines + before : before + lines));

        var closed = stranger.dribblesUntilClosed("", Duration.ofMillis(50), SOON);
        assertTrue(closed != null && closed.compareTo(Duration.ofMillis(1900)) < 0, () -> String.valueOf(closed));
    }

    @Test
    void asManyHeaderLinesAsProxiesAddAreRead() throws Exception {
        var stranger = stranger().sends("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "X-Any: any\r\n".repeat(80) + "Content-Length: 2\r\n\r\n{}");

        assertTrue(stranger.answer().startsWith("HTTP/1.1 401"));
    }

    @Test
    void aHeadThatNeverEndsIsCutOff() throws Exception {
        var stranger = stranger().sends("POST " + PATH + " HTTP/1.1\r\nHost: x\r\n");

        assertNotNull(stranger.dribblesUntilClosed("X-A: b\r\n", Duration.ofMillis(200), LONG));
    }

    @Test
    void aBodyThatDribblesIsRefusedAndThenCutOff() throws Exception {
        var stranger = stranger().announces(PATH, 100_000);

        assertNotNull(stranger.dribblesUntilClosed("x", Duration.ofMillis(100), LONG));
    }

    @Test
    void aConnectionIsKeptForTheNextRequestAndClosedWhenThereIsNone() throws Exception {
        var proxy = stranger();
        for (var i = 0; i < 3; i++) {
            proxy.announces(PATH, 2).sends("{}");
            assertTrue(proxy.answer().startsWith("HTTP/1.1 401"));
            // longer than a first head may take, and not longer than a connection may be idle
            assertFalse(proxy.dribblesUntilClosed("", Duration.ofMillis(100), Duration.ofMillis(2_200)) != null);
        }

        assertNotNull(proxy.dribblesUntilClosed("", Duration.ofMillis(100), LONG));
    }

    @Test
    void whoOnlyConnectsMakesRoomForWhoComesAfter() throws Exception {
        for (var i = 0; i < 300; i++) {
            stranger();
        }

        for (var i = 0; i < 20; i++) {
            assertEquals(401, small());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET /webhooks/x HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST /webhooks/whatsapp-nl HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}" })
    void whoAsksOnAndOnAndReadsNoAnswerIsCutOff(String request) throws Exception {
        assertTrue(stranger().asksWithoutReadingUntilClosed(request, LONG));

        assertEquals(401, small());
    }

    @Test
    void whoSaysHowMuchComesAndSendsNothingMakesRoomToo() throws Exception {
        for (var i = 0; i < 300; i++) {
            stranger().announces(PATH, 1000);
        }

        for (var i = 0; i < 20; i++) {
            assertEquals(401, small());
        }
    }

    /** However full it is: who has shown a proof is not the first to go, nor who has just come. */
    @ParameterizedTest
    @ValueSource(strings = { "", "GET /webhooks/x HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST /webhooks/whatsapp-nl HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{" })
    void aProvidersConnectionIsKeptWhileStrangersCome(String theirs) throws Exception {
        var provider = stranger();
        for (var round = 0; round < 4; round++) {
            assertTrue(signed(provider).answer().startsWith("HTTP/1.1 200"), "round " + round);
            provider.skipsHead();
            for (var i = 0; i < 300; i++) {
                stranger().sends(theirs);
            }
        }
    }

    /** As of a history over a line that is not quick. */
    @Test
    void aProvidersBodyMayTakeItsTimeWhileStrangersCome() throws Exception {
        var provider = stranger();
        signed(provider).answer();
        provider.skipsHead();
        var body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]," + " ".repeat(60_000) + "\"x\":1}";
        provider.sends(head(body));
        for (var piece = 0; piece < 10; piece++) {
            provider.sends(body.substring(piece * body.length() / 10, (piece + 1) * body.length() / 10));
            for (var i = 0; i < 60; i++) {
                stranger();
            }
            assertEquals(401, small());
        }

        assertTrue(provider.answer().startsWith("HTTP/1.1 200"));
    }

    /** Who comes for the first time, or makes a connection for each webhook, has shown no proof yet. */
    @Test
    void aNewProvidersBodyMayTakeItsTimeWhileSilentStrangersAreThere() throws Exception {
        for (var i = 0; i < 300; i++) {
            stranger();
        }
        var provider = stranger();
        var body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]," + " ".repeat(60_000) + "\"x\":1}";
        provider.sends(head(body));
        for (var piece = 0; piece < 10; piece++) {
            assertNull(provider.answerWithin(Duration.ofMillis(80)));
            stranger();
            stranger();
            provider.sends(body.substring(piece * body.length() / 10, (piece + 1) * body.length() / 10));
        }

        assertEquals("HTTP/1.1 200 OK", provider.answer().lines().findFirst().orElse("nothing"));
    }

    /** A provider may keep more connections than there is room for. */
    @Test
    void whoIsNewFindsRoomAmongConnectionsThatHaveProvenThemselvesAndAreIdle() throws Exception {
        for (var i = 0; i < 300; i++) {
            assertTrue(signed(stranger()).answer().startsWith("HTTP/1.1 200"));
        }
        // longer than they have to be idle
        assertNull(strangers.get(299).dribblesUntilClosed("", Duration.ofMillis(100), Duration.ofMillis(1_500)));

        for (var i = 0; i < 40; i++) {
            stranger();
            var body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
            var provider = stranger().sends(head(body)).sends(body.substring(0, 10));
            stranger();
            provider.sends(body.substring(10));
            assertTrue(provider.answer().startsWith("HTTP/1.1 200"), "the " + i + ".");
        }
    }

    private static String head(String body) {
        return "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\nX-Hub-Signature-256: " + WhatsApp.signature(SECRET, body.getBytes(US_ASCII))
                + "\r\n\r\n";
    }

    private static Stranger signed(Stranger provider) throws Exception {
        var body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
        return provider.sends(head(body) + body);
    }

    @Test
    void nobodySpeaksHttp2WithoutTls() throws Exception {
        var stranger = stranger().sends("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

        var answer = stranger.answer();
        assertTrue(answer.isEmpty() || answer.matches("HTTP/\\S+ [45][0-9]{2} .*"), answer);
    }

    private static int small() {
        return given().contentType("application/json").body("{}").post(PATH).statusCode();
    }

    private Stranger stranger() throws Exception {
        var stranger = new Stranger(Edge.port());
        strangers.add(stranger);
        return stranger;
    }

    public static class LittlePatience implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("onrecord.edge.idle", "PT5S", "onrecord.edge.first-head", "PT2S", "onrecord.edge.body-grace", "PT1S",
                    "onrecord.edge.body-patience", "PT10S", "onrecord.edge.connections", "256");
        }
    }
}
