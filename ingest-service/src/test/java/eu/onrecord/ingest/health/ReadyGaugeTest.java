package eu.onrecord.ingest.health;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import eu.onrecord.ingest.publish.KafkaAwayTest;
import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.testing.TestTokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.SmallRyeHealthReporter;
import io.vertx.core.Vertx;

/** With a registry of its own: the service's outlives it in tests. */
@QuarkusTest
@WithTestResource(KafkaAwayTest.NoKafkaYet.class)
@WithTestResource(TestTokens.class)
class ReadyGaugeTest {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @Inject
    SmallRyeHealthReporter health;
    @Inject
    Vertx vertx;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    @TempDir
    Path directory;

    @Test
    void itFollowsWhatTheHealthAnswerSays() throws Exception {
        var registry = new SimpleMeterRegistry();
        new ReadyGauge(health, vertx, registry).begin(null);

        try (var kafka = KafkaNode.start(directory, Integer.parseInt(bootstrapServers.split(":")[1]))) {
            await().atMost(BOUND).until(() -> registry.get("onrecord.ready").gauge().value() == 1);
        }

        await().atMost(BOUND).until(() -> registry.get("onrecord.ready").gauge().value() == 0);
    }
}
