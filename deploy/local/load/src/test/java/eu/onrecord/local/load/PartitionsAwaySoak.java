package eu.onrecord.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.process.ChildProcess;
import eu.onrecord.local.process.FreePorts;
import eu.onrecord.local.whatsapp.WhatsApp;

/**
 * One of three brokers goes, and with it all leaders of the quarantine and a replica that one chat partition cannot do without:
 * that takes away what belongs there, and no channel.
 */
class PartitionsAwaySoak {
    private static final int BROKERS = 3;
    private static final int GOES = 2;
    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration BACK = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SLOWEST = Duration.ofSeconds(2);
    private static final int PARTITIONS = 12;
    /** The partition that cannot do without the broker that goes. */
    private static final int LACKING = 7;
    /** So many of the others write at each tick. */
    private static final int OTHERS = 5;
    private static final long TICK_MILLIS = 250;

    private final Path root = Path.of(System.getProperty("maven.multiModuleProjectDirectory", "../../.."));
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE)
            .build();
    private final ThreadKey threads = new ThreadKey(Base64.getDecoder().decode(IngestSettings.THREAD_KEY));
    private final List<ChildProcess> brokers = new ArrayList<>();
    private final List<Integer> ports;
    private final List<Integer> controllers;
    private final Path run;
    private Subject ingest;
    private int messages;
    private int looks;
    private int notReady;

    PartitionsAwaySoak() throws IOException {
        ports = FreePorts.take(BROKERS + 2);
        controllers = FreePorts.take(BROKERS);
        run = Files.createTempDirectory(Files.createDirectories(Path.of("target/soak")), "run-").toAbsolutePath();
    }

    @AfterEach
    void stopEverything() {
        if (ingest != null) {
            ingest.close();
        }
        brokers.forEach(ChildProcess::kill);
    }

    /** Who a webhook is of. */
    private enum Whose {
        /** A customer whose thread stands in a partition that is whole. */
        OTHERS,
        /** One whose thread stands in the partition that lacks a replica. */
        LACKING,
        /** Nobody's that is known: it belongs into the quarantine. */
        UNKNOWN
    }

    /** How one was answered. */
    private record Answer(Whose whose, int status, long millis) {
    }

    @Test
    void whatIsAwayTakesNoChannelDown() throws Exception {
        for (var id = 1; id <= BROKERS; id++) {
            brokers.add(broker(id));
        }
        createTopics();
        startIngest();
        assertEquals(Set.of(200), statuses(write(Duration.ofSeconds(2))), "before");

        brokers.get(GOES - 1).kill();
        awaitMissed();
        var away = write(AWAY);
        brokers.set(GOES - 1, broker(GOES));

        var others = away.stream().filter(it -> it.whose() == Whose.OTHERS).toList();
        var slowest = others.stream().mapToLong(Answer::millis).max().orElseThrow();
        System.out.printf(
                "A broker away for %d s: %,d webhooks of others taken, the slowest after %d ms; not ready at %d looks of %d%n",
                AWAY.toSeconds(), others.size(), slowest, notReady, looks);
        assertEquals(Set.of(200), statuses(others), "others");
        assertTrue(slowest < SLOWEST.toMillis(), "the slowest of the others after " + slowest + " ms");
        assertEquals(0, notReady, "looks at which it was not ready");
        for (var whose : List.of(Whose.LACKING, Whose.UNKNOWN)) {
            var theirs = statuses(away.stream().filter(it -> it.whose() == whose).toList());
            assertTrue(theirs.contains(503) && Set.of(200, 503).containsAll(theirs), whose + " " + theirs);
        }
        var deadline = Instant.now().plus(BACK);
        while (!statuses(write(Duration.ofSeconds(1))).equals(Set.of(200))) {
            assertTrue(Instant.now().isBefore(deadline), "not everything is taken again");
        }
    }

    private static Set<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).collect(Collectors.toSet());
    }

    /** All that write, at each tick; and whether it is ready. */
    private List<Answer> write(Duration duration) throws Exception {
        var answers = new ArrayList<CompletableFuture<Answer>>();
        var end = Instant.now().plus(duration);
        while (Instant.now().isBefore(end)) {
            answers.add(send(Whose.LACKING));
            answers.add(send(Whose.UNKNOWN));
            for (var i = 0; i < OTHERS; i++) {
                answers.add(send(Whose.OTHERS));
            }
            looks++;
            notReady += http.send(HttpRequest.newBuilder(ready()).build(), BodyHandlers.discarding()).statusCode() == 200 ? 0
                    : 1;
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        }
        var all = new ArrayList<Answer>();
        for (var answer : answers) {
            all.add(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        return all;
    }

    private CompletableFuture<Answer> send(Whose whose) {
        var body = """
                {"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":[\
                {"from":"%s","id":"wamid.away-%d","timestamp":"1772359200","type":"text","text":{"body":"Goedemorgen"}}]}}]}]}"""
                .formatted(whose == Whose.UNKNOWN ? "1" : IngestSettings.NUMBER, customer(whose), ++messages).getBytes(UTF_8);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + ports.get(BROKERS) + "/webhooks/"
                + IngestSettings.CHANNEL)).timeout(PATIENCE).header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", WhatsApp.signature(IngestSettings.APP_SECRET, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        var sent = System.nanoTime();
        return http.sendAsync(request, BodyHandlers.discarding()).thenApply(
                it -> new Answer(whose, it.statusCode(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent)));
    }

    /** Another one each time, where there are many. */
    private String customer(Whose whose) {
        return IntStream.iterate(messages * 1000, it -> it + 1).mapToObj("316%08d"::formatted)
                .filter(phone -> (partition(phone) == LACKING) == (whose == Whose.LACKING)).findFirst().orElseThrow();
    }

    private int partition(String phone) {
        var thread = threads.threadOf(IngestSettings.CHANNEL, IngestSettings.NUMBER, phone).value();
        return Utils.toPositive(Utils.murmur2(thread.getBytes(UTF_8))) % PARTITIONS;
    }

    private void createTopics() throws Exception {
        var chat = IntStream.range(0, PARTITIONS).boxed()
                .collect(Collectors.toMap(Function.identity(), it -> it == LACKING ? List.of(1, GOES) : List.of(1, 3)));
        var quarantine = Map.of(0, List.of(GOES));
        try (var admin = Admin.create(Map.<String, Object> of("bootstrap.servers", bootstrapServers()))) {
            KafkaNode.awaitNodes(admin, BROKERS);
            admin.createTopics(List.of(new NewTopic(Topic.CHAT, chat).configs(Map.of("min.insync.replicas", "2")),
                    new NewTopic(Topic.QUARANTINE, quarantine))).all().get(BACK.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Until Kafka itself has noticed, whatever is sent to the one partition holds up all that goes the same way. */
    private void awaitMissed() throws Exception {
        var deadline = Instant.now().plus(BACK);
        try (var admin = Admin.create(Map.<String, Object> of("bootstrap.servers", bootstrapServers()))) {
            while (admin.describeTopics(List.of(Topic.CHAT)).allTopicNames().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .get(Topic.CHAT).partitions().get(LACKING).isr().size() > 1) {
                assertTrue(Instant.now().isBefore(deadline), "nobody misses the broker");
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        }
    }

    private ChildProcess broker(int id) throws IOException {
        var arguments = new ArrayList<>(
                List.of(run.resolve("kafka-" + id).toString(), String.valueOf(ports.get(id - 1)), String.valueOf(id)));
        controllers.forEach(port -> arguments.add(String.valueOf(port)));
        return BrokerProcess.launch("broker-" + id, arguments, run);
    }

    private void startIngest() throws IOException, InterruptedException {
        var settings = new ArrayList<>(IngestSettings.properties(bootstrapServers()));
        settings.addAll(List.of("-Dquarkus.management.port=" + ports.get(BROKERS + 1), "-Dquarkus.management.host=localhost",
                "-Donrecord.publish.patience=PT4S"));
        ingest = Subject.start("ingest-service", root.resolve("ingest-service/target/quarkus-app/quarkus-run.jar"), settings,
                ports.get(BROKERS), ready().toString(), run);
    }

    private URI ready() {
        return URI.create("http://localhost:" + ports.get(BROKERS + 1) + "/q/health/ready");
    }

    private String bootstrapServers() {
        return IntStream.range(0, BROKERS).mapToObj(i -> "localhost:" + ports.get(i)).collect(Collectors.joining(","));
    }
}
