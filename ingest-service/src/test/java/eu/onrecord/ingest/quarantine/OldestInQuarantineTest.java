package eu.onrecord.ingest.quarantine;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.ingest.provider.Reason;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OldestInQuarantineTest.LookedAtEachSecond.class)
@WithTestResource(PlatformResource.class)
@WithTestResource(TestTokens.class)
class OldestInQuarantineTest {
    private static final Instant LONG_AGO = Instant.parse("2026-01-05T00:00:00Z");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    @Inject
    MeterRegistry registry;
    @Inject
    Clock clock;

    public static final class LookedAtEachSecond implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("onrecord.quarantine.between-looks", "PT1S");
        }
    }

    @Test
    void howLongTheOldestWaitsIsSeen() throws Exception {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new QuarantineRecord("whatsapp-nl", Set.of(Reason.UNREADABLE), "application/json",
                    new Authentication("x-hub-signature-256", "new", "", LONG_AGO), new byte[] { 1 }).toKafka()).get();
        }

        await().atMost(Duration.ofSeconds(20))
                .until(() -> seconds() >= Duration.between(LONG_AGO, clock.instant()).toSeconds());
    }

    private double seconds() {
        return registry.get("onrecord.quarantine.oldest").gauge().value();
    }
}
