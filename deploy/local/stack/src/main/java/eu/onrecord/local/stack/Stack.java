package eu.onrecord.local.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import eu.onrecord.local.desk.DeskSimulator;
import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.keycloak.KeycloakNode;
import eu.onrecord.local.keycloak.Tokens;
import eu.onrecord.local.phone.ProviderSimulator;
import eu.onrecord.local.phone.Simulators;
import eu.onrecord.local.postgres.PostgresNode;

/** The whole of it, running. Closing it stops everything that was started, in the reverse order. */
final class Stack implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Path root;
    private final Path data;
    private final Ports ports;
    private final LocalChannels channels;
    private final ServiceSettings settings;
    private final Consumer<String> say;
    private Simulators simulators;
    private DeskSimulator desk;
    private Service consent;
    private boolean closed;

    private Stack(Path root, Path data, LocalChannels channels, Consumer<String> say) {
        this.root = root;
        this.data = data;
        this.ports = channels.ports();
        this.channels = channels;
        this.settings = new ServiceSettings(ports, data, channels.all());
        this.say = say;
    }

    /**
     * Starts everything and waits until all of it is ready.
     *
     * @param root of the repository, built
     * @param data what is to be found again next time
     * @param channels what is to be there, and on which ports
     * @param say told what is being done
     * @throws IOException if something does not start; what was started is stopped again
     */
    static Stack start(Path root, Path data, LocalChannels channels, Consumer<String> say)
            throws IOException, InterruptedException {
        return start(root, data, channels, say, true);
    }

    /**
     * Starts what the services need, and waits until it is ready. The settings of the services are written all the same, for
     * whoever
     * starts them otherwise.
     *
     * @param root of the repository, built
     * @param data what is to be found again next time
     * @param channels what is to be there, and on which ports
     * @param say told what is being done
     * @throws IOException if something does not start; what was started is stopped again
     */
    static Stack startPlatform(Path root, Path data, LocalChannels channels, Consumer<String> say)
            throws IOException, InterruptedException {
        return start(root, data, channels, say, false);
    }

    private static Stack start(Path root, Path data, LocalChannels channels, Consumer<String> say, boolean withServices)
            throws IOException, InterruptedException {
        channels.ports().requireFree();
        var stack = new Stack(root, data, channels, say);
        try {
            var keycloak = stack.startAroundTheServices();
            if (withServices) {
                stack.startServices(keycloak);
            } else {
                stack.settings.writeAll();
                keycloak.awaitReady();
            }
            return stack;
        } catch (IOException | InterruptedException | RuntimeException broken) {
            stack.close();
            throw broken;
        }
    }

    private KeycloakNode startAroundTheServices() throws IOException, InterruptedException {
        say.accept("Keycloak: starting; the first time takes half a minute");
        var keycloak = started(KeycloakNode.launch(root.resolve("deploy/local/stack/target/keycloak").resolve(keycloakFolder()),
                root.resolve("deploy/keycloak/onrecord-realm.json"), data.resolve("keycloak"), ports.keycloak(),
                archiveApi()));
        say.accept("Kafka: starting, with the topics of the contract");
        started(KafkaNode.start(data.resolve("kafka"), ports.kafka()));
        say.accept("PostgreSQL: starting, with a database for each service");
        started(PostgresNode.start(data.resolve("postgres"), ports.postgres()));
        say.accept("A witness of the ledger: starting");
        started(LocalLedger.startWitness(data, ports.witness()));
        say.accept("Simulators of the providers: starting, with a desk");
        startSimulators();
        return keycloak;
    }

    private void startServices(KeycloakNode keycloak) throws IOException, InterruptedException {
        var begun = Instant.now();
        var services = List.of(
                service("ingest-service", settings.write("ingest-service", settings.ofIngest()), ports.ingestManagement()),
                service("consent-service", settings.write("consent-service", settings.ofConsent()),
                        ports.consentManagement()),
                service("archive-service", settings.write("archive-service", settings.ofArchive()),
                        ports.archiveManagement()));
        consent = services.get(1);
        keycloak.awaitReady();
        say.accept("Keycloak: ready " + after(begun));
        for (var service : services) {
            say.accept(service.name() + ": starting");
            service.launch();
        }
        for (var service : services) {
            service.awaitReady();
            say.accept(service.name() + ": ready " + after(begun));
        }
    }

    private void startSimulators() throws IOException, InterruptedException {
        var tokens = new Tokens(settings.issuer());
        desk = new DeskSimulator(LocalSecrets.DESK_SECRET, consentApi().resolve("/messages"), () -> tokens.ofClient("desk"));
        simulators = started(Simulators.start(channels.simulated(), ports.page(), desk::addTo));
    }

    private Service service(String name, Path settingsFile, int managementPort) throws IOException {
        return started(new Service(root, name, settingsFile, data.resolve("logs").resolve(name + ".log"), managementPort));
    }

    /** Ends consent-service as a crash would. */
    void crashConsent() {
        consent.kill();
    }

    /** Starts consent-service again. */
    void restartConsent() throws IOException, InterruptedException {
        consent.launch();
        consent.awaitReady();
    }

    /** The channel that is always there. */
    ProviderSimulator whatsApp() {
        return simulatorOf(ServiceSettings.CHANNEL);
    }

    /** The provider of a simulated channel. */
    ProviderSimulator simulatorOf(String channel) {
        return simulators.of(channel);
    }

    LocalChannels channels() {
        return channels;
    }

    DeskSimulator desk() {
        return desk;
    }

    Tokens tokens() {
        return new Tokens(settings.issuer());
    }

    URI consentApi() {
        return URI.create("http://localhost:" + ports.consent());
    }

    URI archiveApi() {
        return URI.create("http://localhost:" + ports.archive());
    }

    String kafka() {
        return "localhost:" + ports.kafka();
    }

    Ports ports() {
        return ports;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception stubborn) {
                say.accept("Something did not stop as it should: " + stubborn.getMessage());
            }
        }
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    private String keycloakFolder() throws IOException {
        var unpacked = root.resolve("deploy/local/stack/target/keycloak").toFile().list();
        if (unpacked == null || unpacked.length == 0) {
            throw new IOException("Keycloak is not unpacked: build first, with mvn -Dquick.");
        }
        return unpacked[0];
    }

    private static String after(Instant begun) {
        return "(%d s)".formatted(Duration.between(begun, Instant.now()).toSeconds());
    }
}
