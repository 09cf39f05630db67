package eu.onrecord.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import eu.onrecord.local.keycloak.SignedTokens;
import eu.onrecord.local.phone.Behaviour;
import eu.onrecord.local.phone.ProviderSimulator;
import eu.onrecord.local.phone.SimulatedCustomer;
import eu.onrecord.local.phone.Simulators;
import eu.onrecord.local.postgres.PostgresNode;
import eu.onrecord.local.process.FreePorts;
import eu.onrecord.local.whatsapp.BusinessNumber;
import eu.onrecord.local.whatsapp.WhatsApp;

/**
 * {@code deploy/local/bench consent}: how fast it reads, tells and imports, beside one event a transaction and parsing alone.
 */
final class ConsentBench {
    private static final int KNOWN = 5_000;
    private static final int EVENTS = 100_000;
    private static final int EVENTS_ONE_BY_ONE = 5_000;
    private static final int IMPORTED = 50_000;
    private static final int NEW_CHATS_PER_SECOND = 50;
    private static final int NEW_CHATS = 1_500;
    private static final int WARM_UP_CHATS = 2_500;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path root;
    private final Path run;
    private final List<Integer> ports;
    private final String kafka;
    private final SignedTokens tokens = SignedTokens.create();

    ConsentBench(Path root, Path run) throws IOException {
        this.root = root;
        this.run = run;
        this.ports = FreePorts.take(7);
        this.kafka = "localhost:" + ports.get(0);
    }

    void run() throws IOException, InterruptedException {
        try (var broker = BrokerProcess.launch("broker", List.of(run.resolve("kafka").toString(), "" + ports.get(0)), run);
                var postgres = PostgresNode.start(run.resolve("postgres"), ports.get(1));
                var simulators = Simulators.start(
                        Map.of(IngestSettings.CHANNEL,
                                new WhatsApp(new BusinessNumber("102", IngestSettings.NUMBER, "31880000000",
                                        IngestSettings.APP_SECRET, ConsentSettings.ACCESS_TOKEN,
                                        URI.create(
                                                "http://localhost:" + ports.get(5) + "/webhooks/" + IngestSettings.CHANNEL)))),
                        0);
                var ingest = ingest()) {
            System.out.println("Logs: " + run + "  broker: process " + broker.handle().pid());
            var whatsApp = simulators.of(IngestSettings.CHANNEL);
            try (var reading = new Reading(kafka); var load = new ChatLoad(kafka)) {
                double batches;
                double imported;
                long[] told;
                try (var consent = consent(postgres, simulators.port(), Map.of())) {
                    know(load, reading, whatsApp);
                    batches = rate(load, reading, EVENTS);
                    System.out.printf("in batches:    %,8.0f events/s%n", batches);
                    imported = importRate(consent);
                    System.out.printf("import:        %,8.0f relationships/s%n", imported);
                    told = toldWithin(whatsApp);
                    System.out.printf("told:          p50 %d ms, p99 %d ms at %d new chats/s%n", told[0], told[1],
                            NEW_CHATS_PER_SECOND);
                }
                double oneByOne;
                try (var consent = consent(postgres, simulators.port(), ConsentSettings.oneByOne())) {
                    rate(load, reading, EVENTS_ONE_BY_ONE / 5);
                    oneByOne = rate(load, reading, EVENTS_ONE_BY_ONE);
                }
                var parsing = Math.max(reading.ofABareConsumer(EVENTS), reading.ofABareConsumer(EVENTS));
                report(batches, oneByOne, parsing, imported, told);
            }
        }
    }

    private static void report(double batches, double oneByOne, double parsing, double imported, long[] told) {
        System.out.printf("""

                | | consent-service | to reach |
                | --- | --- | --- |
                | chat events a second, known customers, 1 %% new | %,.0f | |
                | one transaction an event | %,.0f | |
                | ratio | %.1f | 10 |
                | a consumer that only parses | %,.0f (we have %.0f %% of it) | |
                | webhook answered until the notice is at the provider, %d new chats/s: p50, p99 | %d ms, %d ms | 150 ms |
                | import, relationships a second | %,.0f | 5,000 |
                """, batches, oneByOne, batches / oneByOne, parsing, 100 * batches / parsing, NEW_CHATS_PER_SECOND, told[0],
                told[1], imported);
    }

    /** Everybody writes once, and is told. */
    private void know(ChatLoad load, Reading reading, ProviderSimulator whatsApp) throws InterruptedException {
        load.publish(KNOWN, i -> i);
        reading.untilAllIsRead(PATIENCE);
        awaitNotices(whatsApp, KNOWN);
        load.publish(EVENTS / 5, i -> i % KNOWN);
        reading.untilAllIsRead(PATIENCE);
    }

    private double rate(ChatLoad load, Reading reading, int events) throws InterruptedException {
        var firstNew = KNOWN + (int) (System.nanoTime() / 1_000_000_000 % 10_000) * 5_000;
        var started = System.nanoTime();
        load.publish(events, i -> i % 100 == 0 ? firstNew + i / 100 : i % KNOWN);
        reading.untilAllIsRead(PATIENCE);
        return events / ((System.nanoTime() - started) / 1e9);
    }

    private double importRate(Subject consent) throws IOException, InterruptedException {
        var address = URI.create("http://localhost:" + consent.port() + "/relationships/import");
        importLines(address, 0, IMPORTED / 5);
        var started = System.nanoTime();
        importLines(address, IMPORTED / 5, IMPORTED);
        return IMPORTED / ((System.nanoTime() - started) / 1e9);
    }

    private void importLines(URI address, int first, int count) throws IOException, InterruptedException {
        var lines = IntStream.range(first, first + count).mapToObj(
                """
                        {"legalEntity":"bench","identifiers":[{"kind":"phone","value":"+3249%1$07d"},{"kind":"crm-id","value":"K%1$d"}],\
                        "evidence":{"kind":"order","occurredAt":"2026-01-05T10:00:00Z","reference":"O-%1$d"}}"""::formatted)
                .collect(Collectors.joining("\n"));
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).timeout(PATIENCE)
                .header("Content-Type", "application/x-ndjson")
                .header("Authorization", "Bearer " + tokens.of("bench", "crm"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(lines.getBytes(UTF_8))).build(),
                HttpResponse.BodyHandlers.ofLines());
        var registered = answer.body().filter(line -> line.contains("\"registered\"")).count();
        if (answer.statusCode() != 200 || registered != count) {
            throw new IllegalStateException("%d of %d were registered, status %d".formatted(registered, count,
                    answer.statusCode()));
        }
    }

    /** From the webhook's answer to the notice at the provider: the median and the 99th percentile, in milliseconds. */
    private long[] toldWithin(ProviderSimulator whatsApp) throws InterruptedException {
        whatsApp.behave(Behaviour.normal());
        writeNew(whatsApp, "+3298", WARM_UP_CHATS);
        var answered = writeNew(whatsApp, "+3297", NEW_CHATS);
        var millis = new ArrayList<Long>();
        answered.forEach(
                (customer, at) -> millis.add(Math.max(0, Duration.between(at, noticeTo(whatsApp, customer)).toMillis())));
        millis.sort(null);
        return new long[] { millis.get(millis.size() / 2), millis.get(millis.size() * 99 / 100) };
    }

    private static Map<SimulatedCustomer, Instant> writeNew(ProviderSimulator whatsApp, String prefix, int count)
            throws InterruptedException {
        var before = whatsApp.sentMessages().size();
        var answers = new LinkedHashMap<SimulatedCustomer, CompletableFuture<Instant>>();
        var started = System.nanoTime();
        for (var i = 0; i < count; i++) {
            var customer = new SimulatedCustomer(prefix + "%07d".formatted(i), null, "Sanne");
            answers.put(customer, whatsApp.write(customer, "Goedemorgen").thenApply(status -> Instant.now()));
            var due = started + TimeUnit.SECONDS.toNanos(i + 1) / NEW_CHATS_PER_SECOND;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        }
        awaitNotices(whatsApp, before + count);
        return answers.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, answer -> answer.getValue().join()));
    }

    private static Instant noticeTo(ProviderSimulator whatsApp, SimulatedCustomer customer) {
        return whatsApp.chatOf(customer).get(1).at();
    }

    private static void awaitNotices(ProviderSimulator whatsApp, int count) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (whatsApp.sentMessages().size() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%d of %d notices came".formatted(whatsApp.sentMessages().size(), count));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Subject consent(PostgresNode postgres, int whatsAppPort, Map<String, String> more)
            throws IOException, InterruptedException {
        var settings = new ArrayList<>(ConsentSettings.properties(kafka, postgres, whatsAppPort, tokens.publicKey()));
        settings.add("-Dquarkus.management.port=" + ports.get(3));
        settings.add("-Dquarkus.management.host=localhost");
        more.forEach((name, value) -> settings.add("-D" + name + "=" + value));
        return Subject.start("consent-service", root.resolve("consent-service/target/quarkus-app/quarkus-run.jar"), settings,
                ports.get(2), "http://localhost:" + ports.get(3) + "/q/health/ready", run);
    }

    private Subject ingest() throws IOException, InterruptedException {
        var settings = new ArrayList<>(IngestSettings.properties(kafka));
        settings.add("-Dquarkus.management.port=" + ports.get(6));
        settings.add("-Dquarkus.management.host=localhost");
        return Subject.start("ingest-service", root.resolve("ingest-service/target/quarkus-app/quarkus-run.jar"), settings,
                ports.get(5), "http://localhost:" + ports.get(6) + "/q/health/live", run);
    }
}
