package eu.onrecord.ingest.webhook;

import static eu.onrecord.ingest.Edge.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.whatsapp.WhatsApp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** Whatever is sent, well or badly: no line of any log repeats it, with its exceptions. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
class NothingPersonalInLogsTest {
    private static final String PHONE = "31655501234";
    private static final String TEXT = "een-zin-die-nergens-mag-staan";
    private static final String BODY = """
            {"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"106540352242922"},\
            "messages":[{"from":"%s","id":"wamid.%s","timestamp":"1772359100","type":"text","text":{"body":"%s"}}]}}]}]}"""
            .formatted(PHONE, PHONE, TEXT);
    private static final Logger ROOT = Logger.getLogger("");

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Handler listener = new Handler() {
        private final PatternFormatter formatter = new PatternFormatter("%c %m %X %e");

        @Override
        public void publish(LogRecord line) {
            lines.add(formatter.format(line));
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    @BeforeEach
    void listen() {
        ROOT.addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        ROOT.removeHandler(listener);
    }

    @Test
    void nothingThatIsSentStandsInAnyLogOrMetric() {
        for (var body : List.of(BODY, BODY.replace("106540352242922", "999"), BODY.substring(0, BODY.length() - 9),
                BODY.replace("\"from\"", "\"to\""), PHONE + TEXT)) {
            assertEquals(200, post(body, WhatsApp.signature("test_app_secret", body.getBytes(UTF_8))));
            assertEquals(401, post(body, "sha256=" + PHONE));
        }
        RestAssured.given().contentType("application/json")
                .header("Authorization", "Bearer " + TestTokens.of("carla", "compliance-officer"))
                .body("{\"from\":\"2026-01-01T00:00:00Z\",\"channel\":\"" + TEXT + "\"}").post("/quarantine/replay").then()
                .statusCode(200);
        RestAssured.given().contentType("application/json")
                .header("Authorization", "Bearer " + TestTokens.of("carla", "compliance-officer"))
                .body(TEXT).post("/quarantine/replay").then().statusCode(400);
        given().get("/webhooks/" + TEXT + "?hub.verify_token=" + PHONE).then().statusCode(404);
        ROOT.warning("the listener listens");

        var metrics = given().baseUri("http://localhost").port(managementPort).get("/q/metrics").asString();
        var everything = String.join("\n", lines) + metrics;
        assertFalse(lines.isEmpty());
        assertFalse(everything.contains(PHONE) || everything.contains(TEXT), everything);
    }

    private static int post(String body, String signature) {
        return given().contentType("application/json").header("X-Hub-Signature-256", signature).body(body.getBytes(UTF_8))
                .post("/webhooks/whatsapp-nl").statusCode();
    }
}
