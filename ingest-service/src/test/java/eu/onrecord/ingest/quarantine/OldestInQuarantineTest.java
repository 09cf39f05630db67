package eu.onrecord.ingest.quarantine;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.ingest.provider.Reason;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
class OldestInQuarantineTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2026-01-05T00:00:00Z");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    /** With a registry of its own: that of the service is shared by all of them that run in these tests. */
    @Test
    void howLongTheOldestWaitsIsSeen() throws Exception {
        var registry = new SimpleMeterRegistry();
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new QuarantineRecord("whatsapp-nl", Set.of(Reason.UNREADABLE), "application/json",
                    new Authentication("x-hub-signature-256", "new", "", LONG_AGO), new byte[] { 1 }).toKafka()).get();
        }

        var oldest = new OldestInQuarantine(Map.of("bootstrap.servers", bootstrapServers), Clock.fixed(NOW, ZoneOffset.UTC),
                () -> Duration.ofMillis(200), registry);
        oldest.start(null);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> registry.get("onrecord.quarantine.oldest").gauge().value() >= Duration
                        .between(LONG_AGO, NOW).toSeconds());
        oldest.stop();
    }
}
