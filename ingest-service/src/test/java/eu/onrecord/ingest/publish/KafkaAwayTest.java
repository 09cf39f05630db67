package eu.onrecord.ingest.publish;

import static eu.onrecord.ingest.Edge.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.process.FreePorts;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.TopicReader;
import eu.onrecord.local.whatsapp.WhatsApp;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

/** The service starts while Kafka is away, and goes on while it comes and goes. */
@QuarkusTest
@WithTestResource(KafkaAwayTest.NoKafkaYet.class)
@WithTestResource(TestTokens.class)
public class KafkaAwayTest {
    private static final String BODY = """
            {"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"106540352242922"},\
            "messages":[{"from":"31612345678","id":"wamid.away","timestamp":"1772359100","type":"text",\
            "text":{"body":"x"}}]}}]}]}""";
    private static final Duration BOUND = Duration.ofSeconds(15);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;
    @TempDir
    Path directory;

    @Test
    void aWebhookIsRefusedInTimeWhileKafkaIsAwayAndTakenWhenItComes() throws Exception {
        assertTimeout(BOUND, () -> post().statusCode(503).contentType("application/problem+json")
                .header("Retry-After", notNullValue()).body("type", is("urn:onrecord:problem:not-acknowledged")));

        readiness().statusCode(503);
        var port = Integer.parseInt(bootstrapServers.split(":")[1]);
        try (var kafka = KafkaNode.start(directory, port)) {
            await().atMost(BOUND).untilAsserted(() -> post().statusCode(200));
            await().atMost(BOUND).untilAsserted(() -> readiness().statusCode(200));
            try (var reader = new TopicReader(bootstrapServers, Topic.CHAT)) {
                assertEquals("wamid.away", reader.all().stream().map(found -> new String(found.value(), UTF_8))
                        .map(value -> value.replaceAll(".*\"id\":\"(wamid.away)\".*", "$1")).findFirst().orElseThrow());
            }
        }

        assertTimeout(BOUND, () -> post().statusCode(503));
        readiness().statusCode(503);
    }

    private ValidatableResponse readiness() {
        return given().baseUri("http://localhost").port(managementPort).get("/q/health/ready").then();
    }

    private static ValidatableResponse post() {
        return given().contentType("application/json")
                .header("X-Hub-Signature-256", WhatsApp.signature("test_app_secret", BODY.getBytes(UTF_8))).body(BODY)
                .post("/webhooks/whatsapp-nl").then();
    }

    /** An address where nothing listens. */
    public static class NoKafkaYet implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try {
                return Map.of("kafka.bootstrap.servers", "localhost:" + FreePorts.takeOne());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        @Override
        public void stop() {
        }
    }
}
