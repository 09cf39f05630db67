package eu.onrecord.local.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.process.ChildProcess;
import eu.onrecord.local.process.FreePorts;
import eu.onrecord.local.testing.TopicReader;

/** Three brokers and ingest-service in processes of their own, which are killed in turn while webhooks come. */
class NothingLostSoak {
    private static final int BROKERS = 3;
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("soak.seconds", 120));
    private static final Duration BETWEEN_BLOWS = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Path root = Path.of(System.getProperty("maven.multiModuleProjectDirectory", "../../.."));
    private final List<ChildProcess> brokers = new ArrayList<>();
    private Path run;
    private List<Integer> ports;
    private List<Integer> controllers;
    private Subject ingest;

    @AfterEach
    void stopEverything() {
        if (ingest != null) {
            ingest.close();
        }
        brokers.forEach(ChildProcess::kill);
    }

    @Test
    void everyEventOfEveryWebhookThatWasAnsweredIsThere() throws Exception {
        run = Files.createTempDirectory(Files.createDirectories(Path.of("target/soak")), "run-").toAbsolutePath();
        ports = FreePorts.take(BROKERS + 2);
        controllers = FreePorts.take(BROKERS);
        for (var id = 1; id <= BROKERS; id++) {
            brokers.add(broker(id));
        }
        KafkaNode.createTopics(bootstrapServers(), BROKERS);
        startIngest();

        var senders = new Senders(URI.create("http://localhost:" + ports.get(BROKERS) + "/webhooks/" + IngestSettings.CHANNEL));
        var blows = strikeUntil(Instant.now().plus(LENGTH));
        senders.close();

        var ids = eventIdsByMessage();
        var missing = new HashSet<>(senders.answered());
        missing.removeAll(ids.keySet());
        var records = ids.values().stream().mapToLong(List::size).sum();
        System.out.printf(
                "Soak of %d s with %s: %,d webhooks, sent %,d times; %,d events answered, %,d found, %d missing, %,d duplicates%n",
                LENGTH.toSeconds(), blows, senders.sent(), senders.attempts(), senders.answered().size(), ids.size(),
                missing.size(), records - ids.size());
        assertEquals(Set.of(), missing);
        ids.forEach((message, found) -> assertEquals(1, Set.copyOf(found).size(), "ids of one message"));
        assertTrue(senders.attempts() > senders.sent(), "nothing was ever refused: nothing was tried");
    }

    /** A blow every few seconds, each kind in its turn. */
    private Map<String, Integer> strikeUntil(Instant end) throws IOException, InterruptedException {
        var blows = new HashMap<String, Integer>();
        for (var blow = 0; Instant.now().isBefore(end); blow++) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_BLOWS.toMillis());
            switch (blow % 3) {
                case 0 -> {
                    blows.merge("kills of ingest-service", 1, Integer::sum);
                    ingest.kill();
                    startIngest();
                }
                case 1 -> {
                    blows.merge("kills of a broker", 1, Integer::sum);
                    var id = blow / 3 % BROKERS + 1;
                    brokers.get(id - 1).kill();
                    TimeUnit.MILLISECONDS.sleep(BETWEEN_BLOWS.toMillis());
                    brokers.set(id - 1, broker(id));
                }
                default -> {
                    blows.merge("orderly restarts of ingest-service", 1, Integer::sum);
                    var asked = Instant.now();
                    ingest.close();
                    assertTrue(Duration.between(asked, Instant.now()).compareTo(GRACE) < 0, "it did not stop in time");
                    startIngest();
                }
            }
        }
        return blows;
    }

    private ChildProcess broker(int id) throws IOException {
        var arguments = new ArrayList<>(List.of(run.resolve("kafka-" + id).toString(), String.valueOf(ports.get(id - 1)),
                String.valueOf(id)));
        controllers.forEach(port -> arguments.add(String.valueOf(port)));
        return BrokerProcess.launch("broker-" + id, arguments, run);
    }

    private void startIngest() throws IOException, InterruptedException {
        var settings = new ArrayList<>(IngestSettings.properties(bootstrapServers()));
        var management = ports.get(BROKERS + 1);
        settings.addAll(List.of("-Dquarkus.management.port=" + management, "-Dquarkus.management.host=localhost",
                "-Donrecord.publish.patience=PT4S"));
        ingest = Subject.start("ingest-service", root.resolve("ingest-service/target/quarkus-app/quarkus-run.jar"), settings,
                ports.get(BROKERS), "http://localhost:" + management + "/q/health/live", run);
    }

    private String bootstrapServers() {
        return IntStream.range(0, BROKERS).mapToObj(i -> "localhost:" + ports.get(i)).collect(Collectors.joining(","));
    }

    private Map<String, List<String>> eventIdsByMessage() {
        try (var chat = new TopicReader(bootstrapServers(), Topic.CHAT)) {
            return chat.all().stream().map(EventCodec::readChat)
                    .collect(Collectors.groupingBy(envelope -> envelope.data().message().id(),
                            Collectors.mapping(envelope -> envelope.id().toString(), Collectors.toList())));
        }
    }
}
