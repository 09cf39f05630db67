package eu.onrecord.local.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import eu.onrecord.local.keycloak.SignedTokens;
import eu.onrecord.local.phone.Behaviour;
import eu.onrecord.local.phone.ProviderSimulator;
import eu.onrecord.local.phone.SentMessage;
import eu.onrecord.local.phone.SimulatedCustomer;
import eu.onrecord.local.phone.Simulators;
import eu.onrecord.local.postgres.PostgresNode;
import eu.onrecord.local.process.FreePorts;
import eu.onrecord.local.whatsapp.BusinessNumber;
import eu.onrecord.local.whatsapp.WhatsApp;

/**
 * Three consent-services on one database, killed in turn while customers write, and a provider that answers late, drops
 * connections and fails: everybody is told, twice only where nobody could know, never three times.
 */
class NoticesSoak {
    private static final int INSTANCES = 3;
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("soak.seconds", 120));
    private static final Duration BETWEEN_BLOWS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_CUSTOMERS = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path root = Path.of(System.getProperty("maven.multiModuleProjectDirectory", "../../.."));
    private final SignedTokens tokens = SignedTokens.create();
    private final List<Subject> consents = new ArrayList<>();
    private final Random random = new Random(1);

    @Test
    void everybodyIsToldAndNobodyThreeTimes() throws Exception {
        var run = Files.createTempDirectory(Files.createDirectories(Path.of("target/soak")), "notices-").toAbsolutePath();
        var ports = FreePorts.take(4 + 2 * INSTANCES);
        var kafka = "localhost:" + ports.get(0);
        try (var broker = BrokerProcess.launch("broker", List.of(run.resolve("kafka").toString(), "" + ports.get(0)), run);
                var postgres = PostgresNode.start(run.resolve("postgres"), ports.get(1));
                var simulators = Simulators.start(
                        Map.of(IngestSettings.CHANNEL,
                                new WhatsApp(new BusinessNumber("102", IngestSettings.NUMBER, "31880000000",
                                        IngestSettings.APP_SECRET, ConsentSettings.ACCESS_TOKEN,
                                        URI.create(
                                                "http://localhost:" + ports.get(2) + "/webhooks/" + IngestSettings.CHANNEL)))),
                        0);
                var ingest = Subject.start("ingest-service", jar("ingest-service"), ingestSettings(kafka, ports.get(3)),
                        ports.get(2), "http://localhost:" + ports.get(3) + "/q/health/live", run)) {
            assertTrue(broker.handle().isAlive() && ingest.port() > 0);
            var whatsApp = simulators.of(IngestSettings.CHANNEL);
            for (var i = 0; i < INSTANCES; i++) {
                consents.add(consent(i, ports, kafka, postgres, simulators.port(), run));
            }
            var customers = new ArrayList<SimulatedCustomer>();
            var kills = write(whatsApp, customers, Instant.now().plus(LENGTH),
                    i -> consent(i, ports, kafka, postgres, simulators.port(),
                            run));
            whatsApp.behave(Behaviour.normal());
            var told = awaitEverybodyTold(whatsApp, customers);
            var twice = told.values().stream().filter(count -> count == 2).count();
            System.out.printf("Soak of %d s with %d kills of %d consent-services: %,d customers, all told, %,d of them twice%n",
                    LENGTH.toSeconds(), kills, INSTANCES, customers.size(), twice);
            assertEquals(List.of(), told.entrySet().stream().filter(count -> count.getValue() > 2).toList());
        } finally {
            consents.forEach(Subject::close);
        }
    }

    /** Starts an instance again. */
    private interface Start {
        Subject again(int instance) throws Exception;
    }

    private int write(ProviderSimulator whatsApp, List<SimulatedCustomer> customers, Instant end, Start start)
            throws Exception {
        var kills = 0;
        var nextBlow = Instant.now().plus(BETWEEN_BLOWS);
        while (Instant.now().isBefore(end)) {
            var customer = new SimulatedCustomer("+3161%07d".formatted(customers.size()), null, "Sanne");
            customers.add(customer);
            whatsApp.behave(anyBehaviour());
            whatsApp.write(customer, "Goedemorgen");
            whatsApp.write(customer, "Is daar iemand?");
            if (Instant.now().isAfter(nextBlow)) {
                var victim = kills % INSTANCES;
                consents.get(victim).kill();
                consents.set(victim, start.again(victim));
                kills++;
                nextBlow = Instant.now().plus(BETWEEN_BLOWS);
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_CUSTOMERS.toMillis());
        }
        return kills;
    }

    private Behaviour anyBehaviour() {
        return switch (random.nextInt(6)) {
            case 0 -> Behaviour.normal().droppingConnections();
            case 1 -> Behaviour.normal().answeringAfter(Duration.ofMillis(300));
            case 2 -> Behaviour.normal().failingWith(131000);
            case 3 -> Behaviour.normal().telling();
            case 4 -> Behaviour.normal().takingNothing();
            default -> Behaviour.normal();
        };
    }

    private static Map<String, Long> awaitEverybodyTold(ProviderSimulator whatsApp, List<SimulatedCustomer> customers)
            throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        var told = told(whatsApp);
        while (told.size() < customers.size() && Instant.now().isBefore(deadline)) {
            TimeUnit.SECONDS.sleep(1);
            told = told(whatsApp);
        }
        assertEquals(customers.size(), told.size(), "not everybody was told");
        return told;
    }

    private static Map<String, Long> told(ProviderSimulator whatsApp) {
        return whatsApp.sentMessages().stream().collect(Collectors.groupingBy(SentMessage::to, Collectors.counting()));
    }

    private Subject consent(int instance, List<Integer> ports, String kafka, PostgresNode postgres, int whatsAppPort,
            Path run) throws Exception {
        var settings = new ArrayList<>(ConsentSettings.properties(kafka, postgres, whatsAppPort, tokens.publicKey()));
        var management = ports.get(5 + 2 * instance);
        settings.addAll(List.of("-Dquarkus.management.port=" + management, "-Dquarkus.management.host=localhost",
                "-Donrecord.sending.lease=PT20S", "-Donrecord.sending.notice-patience=PT30S",
                "-Donrecord.sending.sweep-every=PT2S"));
        return Subject.start("consent-service-" + instance, jar("consent-service"), settings, ports.get(4 + 2 * instance),
                "http://localhost:" + management + "/q/health/live", run);
    }

    private static List<String> ingestSettings(String kafka, int managementPort) {
        var settings = new ArrayList<>(IngestSettings.properties(kafka));
        settings.addAll(List.of("-Dquarkus.management.port=" + managementPort, "-Dquarkus.management.host=localhost"));
        return settings;
    }

    private Path jar(String service) {
        return root.resolve(service + "/target/quarkus-app/quarkus-run.jar");
    }
}
