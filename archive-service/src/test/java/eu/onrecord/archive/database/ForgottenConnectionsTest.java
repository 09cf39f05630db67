package eu.onrecord.archive.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.verification.OneAtATime;
import eu.onrecord.local.testing.FaultyWire;
import eu.onrecord.local.testing.GoldenMessage;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.WhatsAppResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

@QuarkusTest
@WithTestResource(value = ForgottenConnectionsTest.PostgresBehindAFaultyWire.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
@WithTestResource(WhatsAppResource.class)
@WithTestResource(TestTokens.class)
class ForgottenConnectionsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    @Inject
    Pool pool;
    @Inject
    LookupKey lookupKey;
    @Inject
    OneAtATime oneAtATime;

    @RepeatedTest(2)
    void whatComesWhileConnectionsDieWithoutAWordIsRecordedAllTheSame() {
        var event = UUID.randomUUID();

        PostgresBehindAFaultyWire.wire.forgetConnections();
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new ByteArraySerializer())) {
            var message = GoldenMessage.read("chat-text-received");
            message.headers().remove("ce_id").add("ce_id", event.toString().getBytes(UTF_8));
            producer.send(message);
        }

        await().atMost(SOON).ignoreExceptions().until(() -> isRecorded(event));
    }

    /** Looking through it all takes hours: nobody else begins meanwhile, and at its end it is not all for nothing. */
    @Test
    void whoIsAtItForLongIsAloneAllTheTime() {
        assertEquals("done", oneAtATime.run(() -> {
            await().during(LONGEST_SILENCE.multipliedBy(2)).atMost(SOON).until(this::isBusy);
            return "done";
        }));
        assertFalse(isBusy());
    }

    private boolean isBusy() {
        try {
            return oneAtATime.run(() -> false);
        } catch (OneAtATime.BusyException busy) {
            return true;
        }
    }

    private boolean isRecorded(UUID event) {
        return pool.preparedQuery("select 1 from record where event_hash = $1")
                .execute(Tuple.of(Buffer.buffer(lookupKey.hash(event)))).await()
                .atMost(LONGEST_SILENCE.multipliedBy(2)).rowCount() == 1;
    }

    /** The platform, with a wire to its databases that forgets. */
    public static class PostgresBehindAFaultyWire extends PlatformResource {
        private static FaultyWire wire;

        @Override
        public Map<String, String> start() {
            var settings = new HashMap<>(super.start());
            try {
                wire = new FaultyWire();
                wire.leadTo(Integer.parseInt(settings.get("local.postgres.port")));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            settings.put("local.postgres.port", String.valueOf(wire.port()));
            settings.put("onrecord.database.longest-silence", LONGEST_SILENCE.toString());
            return settings;
        }

        @Override
        public void stop() {
            try {
                wire.close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            } finally {
                super.stop();
            }
        }
    }
}
