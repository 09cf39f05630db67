package eu.onrecord.ingest.edge;

import static eu.onrecord.ingest.Edge.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import eu.onrecord.ingest.Edge;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

/** With room for two webhooks and 256 KB, and patience of a second. */
@QuarkusTest
@TestProfile(OverloadTest.LittleRoom.class)
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
class OverloadTest {
    private static final int LITTLE_BYTES = 4 * 64 * 1024;
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final int port = Edge.port();

    @Test
    void whoeverOnlyAnnouncesABodyKeepsNobodyOut() throws Exception {
        try (var one = new SlowClient(port); var other = new SlowClient(port); var third = new SlowClient(port)) {
            for (var announcing : List.of(one, other, third)) {
                announcing.sendHead("Content-Length: " + 3 * 1024 * 1024);
            }

            post().statusCode(401);
        }
    }

    @Test
    void whoeverSendsTooSlowlyIsGivenUp() throws Exception {
        try (var slow = new SlowClient(port)) {
            slow.sendHead("Content-Length: 100");
            slow.send("{");

            assertTrue(slow.firstLine().startsWith("HTTP/1.1 408"));
        }
        await().atMost(BOUND).untilAsserted(() -> post().statusCode(401));
    }

    @Test
    void whoeverGoesAwayInTheMiddleLeavesRoom() throws Exception {
        for (var i = 0; i < 5; i++) {
            try (var gone = new SlowClient(port)) {
                gone.sendHead("Content-Length: 100");
                gone.send("{");
            }
        }
        await().atMost(BOUND).untilAsserted(() -> post().statusCode(401));
    }

    @Test
    void aQueryThatCannotBeReadIsNoFaultOfOurs() throws Exception {
        try (var client = new SlowClient(port)) {
            client.send(
                    "POST /webhooks/twilio-nl?bodySHA256=%zz HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "X-Twilio-Signature: AAAA\r\nContent-Length: 2\r\n\r\n{}");

            assertTrue(client.firstLine().startsWith("HTTP/1.1 4"));
        }
    }

    @Test
    void aHeadThatIsTooLargeIsRefused() {
        assertEquals(431, given().contentType("application/json").header("X-Large", "x".repeat(20_000)).body("{}")
                .post("/webhooks/whatsapp-nl").statusCode());
    }

    private static ValidatableResponse post() {
        return given().contentType("application/json").body("{}").post("/webhooks/whatsapp-nl").then();
    }

    private static final class SlowClient implements AutoCloseable {
        private final Socket socket;

        private SlowClient(int port) throws IOException {
            socket = new Socket("localhost", port);
            socket.setSoTimeout((int) BOUND.toMillis());
        }

        private void sendHead(String length) throws IOException {
            send("POST /webhooks/whatsapp-nl HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + length
                    + "\r\n\r\n");
        }

        private void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
            socket.getOutputStream().flush();
        }

        private String firstLine() throws IOException {
            return new String(socket.getInputStream().readNBytes(30), US_ASCII);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    public static class LittleRoom implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("onrecord.admission.webhooks", "2", "onrecord.admission.small-bytes", String.valueOf(LITTLE_BYTES),
                    "onrecord.edge.body-patience", "PT1S");
        }
    }
}
