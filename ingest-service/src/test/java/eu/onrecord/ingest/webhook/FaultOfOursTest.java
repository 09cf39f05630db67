package eu.onrecord.ingest.webhook;

import static eu.onrecord.ingest.Edge.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Verdict;
import eu.onrecord.ingest.provider.Webhook;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.TopicReader;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** A provider whose reader has a fault: what it cannot read is kept, and nobody has to send it again. */
@QuarkusTest
@TestProfile(FaultOfOursTest.Faulty.class)
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
class FaultOfOursTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void anAuthenticWebhookIsQuarantinedWhole() {
        for (var body : List.of("{\"fault\":\"exception\"}", "{\"fault\":\"depth\"}")) {
            given().contentType("application/json").body(body).post("/webhooks/faulty").then().statusCode(200);
        }

        try (var quarantine = new TopicReader(bootstrapServers, Topic.QUARANTINE)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> quarantine.all().size() == 2);
            quarantine.all().forEach(kept -> assertEquals("fault",
                    new String(kept.headers().lastHeader("onrecord_reason").value(), UTF_8)));
        }
    }

    public static class Faulty implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("onrecord.channels.faulty.provider", "faulty", "onrecord.channels.faulty.legal-entity", "example-nl",
                    "onrecord.channels.faulty.numbers", "1", "onrecord.channels.faulty.secrets.1", "x");
        }
    }

    /** Known to no other test: no channel of theirs names it. */
    @ApplicationScoped
    static class FaultyProvider implements Provider {
        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public Verdict authenticate(Channel channel, Webhook webhook) {
            return new Verdict.Authentic("none", "1");
        }

        @Override
        public List<Finding> read(Channel channel, Webhook webhook, Authentication authentication) {
            if (new String(webhook.body(), UTF_8).contains("depth")) {
                return read(channel, webhook, authentication);
            }
            throw new IllegalStateException("a fault of ours");
        }
    }
}
