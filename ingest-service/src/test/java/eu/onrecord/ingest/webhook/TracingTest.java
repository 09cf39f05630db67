package eu.onrecord.ingest.webhook;

import static eu.onrecord.ingest.Edge.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.TopicReader;
import eu.onrecord.local.whatsapp.WhatsApp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(TracingTest.Traced.class)
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
class TracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void theTraceOfAWebhookGoesOnIntoKafka() {
        var body = """
                {"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"106540352242922"},\
                "messages":[{"from":"31612345678","id":"wamid.traced","timestamp":"1772359100","type":"text","text":{"body":"x"}}]}}]}]}""";

        given().contentType("application/json").header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .header("X-Hub-Signature-256", WhatsApp.signature("test_app_secret", body.getBytes(UTF_8))).body(body)
                .post("/webhooks/whatsapp-nl").then().statusCode(200);

        try (var chat = new TopicReader(bootstrapServers, Topic.CHAT)) {
            var published = chat.all().stream().filter(found -> new String(found.value(), UTF_8).contains("wamid.traced"))
                    .findFirst().orElseThrow();
            assertEquals(TRACE, new String(published.headers().lastHeader("traceparent").value(), UTF_8).split("-")[1]);
        }
    }

    public static class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false");
        }
    }
}
