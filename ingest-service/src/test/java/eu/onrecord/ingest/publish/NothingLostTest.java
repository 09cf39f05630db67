package eu.onrecord.ingest.publish;

import static eu.onrecord.ingest.Edge.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.ingest.publish.NothingLostTest.KafkaBehindAFaultyWire;
import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.process.FreePorts;
import eu.onrecord.local.testing.FaultyWire;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.TopicReader;
import eu.onrecord.local.whatsapp.WhatsApp;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/**
 * Whatever webhooks come, and wherever the wire to Kafka breaks meanwhile: what was answered 200 is there, and what comes twice
 * has one id. The wire breaks before Kafka has a record, after it has it and before it says so, and between the records of a
 * webhook, because those go to several partitions.
 */
@QuarkusTest
@WithTestResource(KafkaBehindAFaultyWire.class)
@WithTestResource(TestTokens.class)
class NothingLostTest {
    private static final int ROUNDS = 12;
    private static final int WEBHOOKS_EACH = 8;
    private static final int PATIENCE_SECONDS = 30;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    private ExecutorService senders;

    @BeforeEach
    void start() {
        senders = Executors.newFixedThreadPool(WEBHOOKS_EACH);
    }

    @AfterEach
    void stop() {
        KafkaBehindAFaultyWire.wire.allIsWell();
        senders.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3 })
    void whatWasAnsweredIsThere(long seed) throws Exception {
        var random = new Random(seed);
        var answered = new HashSet<String>();
        var refusals = 0;
        for (var round = 0; round < ROUNDS; round++) {
            var webhooks = webhooks("wamid." + seed + "." + round + ".", random);
            breakSomething(random);
            var answers = send(webhooks);
            mend("wamid." + seed + "." + round + ".mended");
            for (var webhook : webhooks) {
                if (answers.get(webhooks.indexOf(webhook)) == 200) {
                    answered.addAll(webhook);
                } else {
                    refusals++;
                }
            }
        }

        var found = found("wamid." + seed + ".");
        assertTrue(found.keySet().containsAll(answered), () -> "missing: " + missing(answered, found.keySet()));
        found.forEach((message, ids) -> assertEquals(1, ids.size(), message));
        assertTrue(refusals > 0 && !answered.isEmpty(), "nothing broke, or everything did: " + refusals);
    }

    private static void mend(String message) {
        KafkaBehindAFaultyWire.wire.allIsWell();
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> post(List.of(message)) == 200);
    }

    private static void breakSomething(Random random) {
        switch (random.nextInt(4)) {
            case 0 -> KafkaBehindAFaultyWire.wire.cut();
            case 1 -> KafkaBehindAFaultyWire.wire.swallowAnswers();
            case 2 -> KafkaBehindAFaultyWire.wire.closeForNow();
            default -> {
            }
        }
    }

    /** Webhooks of one to five messages, each message of another customer. */
    private static List<List<String>> webhooks(String prefix, Random random) {
        return IntStream.range(0, WEBHOOKS_EACH).mapToObj(number -> IntStream.rangeClosed(0, random.nextInt(5))
                .mapToObj(message -> prefix + number + "." + message).toList()).toList();
    }

    private List<Integer> send(List<List<String>> webhooks) throws InterruptedException, ExecutionException, TimeoutException {
        var sent = new ArrayList<Future<Integer>>();
        for (var webhook : webhooks) {
            sent.add(senders.submit(() -> post(webhook)));
        }
        var answers = new ArrayList<Integer>();
        for (var answer : sent) {
            answers.add(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return answers;
    }

    private static int post(List<String> messages) {
        var items = messages.stream().map(id -> """
                {"from":"316%08d","id":"%s","timestamp":"1772359100","type":"text","text":{"body":"x"}}"""
                .formatted(Math.abs(id.hashCode() % 100_000_000), id)).collect(Collectors.joining(","));
        var body = """
                {"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"106540352242922"},\
                "messages":[%s]}}]}]}""".formatted(items);
        return given().contentType("application/json")
                .header("X-Hub-Signature-256", WhatsApp.signature("test_app_secret", body.getBytes(UTF_8))).body(body)
                .post("/webhooks/whatsapp-nl").statusCode();
    }

    /** The event ids of each message. */
    private Map<String, Set<String>> found(String prefix) {
        try (var chat = new TopicReader(bootstrapServers, Topic.CHAT)) {
            return chat.all().stream().map(EventCodec::readChat)
                    .filter(envelope -> envelope.data().message().id().startsWith(prefix))
                    .collect(Collectors.groupingBy(envelope -> envelope.data().message().id(),
                            Collectors.mapping(envelope -> envelope.id().toString(), Collectors.toSet())));
        }
    }

    private static Set<String> missing(Set<String> answered, Set<String> found) {
        var missing = new HashSet<>(answered);
        missing.removeAll(found);
        return missing;
    }

    /** Real Kafka, and a wire to it that breaks when it is told to. */
    public static class KafkaBehindAFaultyWire implements QuarkusTestResourceLifecycleManager {
        private static FaultyWire wire;
        private KafkaNode kafka;

        @Override
        public Map<String, String> start() {
            try {
                wire = new FaultyWire();
                var directory = Files.createTempDirectory(Files.createDirectories(Path.of("target/platform")), "wire-");
                var port = FreePorts.takeOne();
                wire.leadTo(port);
                kafka = KafkaNode.start(directory.toAbsolutePath(), port, wire.port());
                return Map.of("kafka.bootstrap.servers", "localhost:" + wire.port(), "onrecord.publish.patience", "PT2S");
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        @Override
        public void stop() {
            try {
                kafka.close();
                wire.close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
