package eu.onrecord.local.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import eu.onrecord.local.keycloak.SignedTokens;
import eu.onrecord.local.postgres.PostgresNode;
import eu.onrecord.local.process.ChildProcess;
import eu.onrecord.local.process.FreePorts;

/** A broker and a database for archive-service, whose tables are there. */
final class ArchivePlace implements AutoCloseable {
    private static final String FILES = "files";

    private final Path root;
    private final Path run;
    private final List<Integer> ports;
    private final ChildProcess broker;
    private final PostgresNode postgres;
    private final SignedTokens tokens;
    private final List<String> settings;

    private ArchivePlace(Path root, Path run, List<Integer> ports, ChildProcess broker, PostgresNode postgres,
            SignedTokens tokens, List<String> settings) {
        this.root = root;
        this.run = run;
        this.ports = ports;
        this.broker = broker;
        this.postgres = postgres;
        this.tokens = tokens;
        this.settings = settings;
    }

    static ArchivePlace start(Path root, Path run) throws IOException, InterruptedException, NoSuchAlgorithmException {
        var ports = FreePorts.take(4);
        var broker = BrokerProcess.launch("broker", List.of(run.resolve("kafka").toString(), "" + ports.get(0)), run);
        var postgres = PostgresNode.start(run.resolve("postgres"), ports.get(1));
        System.out.println("Logs: " + run + "  broker: process " + broker.handle().pid());
        var tokens = SignedTokens.create();
        var settings = ArchiveSettings.properties("localhost:" + ports.get(0), postgres,
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), Files.createDirectories(run.resolve(FILES)),
                tokens.publicKey());
        var place = new ArchivePlace(root, run, ports, broker, postgres, tokens, settings);
        place.archive(Map.of(), Room.WHOLE).close();
        return place;
    }

    /** The service, ready; by and by it reads what is in the topics. */
    Subject archive(Map<String, String> more, Room room) throws IOException, InterruptedException {
        var all = new ArrayList<>(settings);
        all.addAll(List.of("-Dquarkus.management.port=" + ports.get(3), "-Dquarkus.management.host=localhost"));
        more.forEach((name, value) -> all.add("-D" + name + "=" + value));
        return Subject.start("archive-service", jar(), all, ports.get(2),
                "http://localhost:" + ports.get(3) + "/q/health/ready", room, run);
    }

    /**
     * Has {@code verify} look through everything, as far as something.
     *
     * @param last what is looked at last
     * @return how many a second were looked at, by what they are; of what is done at once, nothing
     */
    Map<String, Double> verify(String last) throws IOException {
        var command = new ArrayList<>(List.of(Subject.java(), "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(settings);
        command.addAll(List.of("-Donrecord.verification.settling=PT0S", "-jar", jar().toString(), "verify", "--anew"));
        return VerifySpeed.measure(command, last);
    }

    /** Where the ledger is kept. */
    Path ledger() {
        return run.resolve(FILES).resolve("ledger");
    }

    /** Of an auditor of the legal entity that the load is of. */
    String token() {
        return tokens.of(List.of("bench"), "bench", "auditor");
    }

    private Path jar() {
        return root.resolve("archive-service/target/quarkus-app/quarkus-run.jar");
    }

    ChatLoad load() {
        return new ChatLoad("localhost:" + ports.get(0));
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql:" + postgres.address(database), PostgresNode.USER,
                PostgresNode.PASSWORD);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        broker.close();
    }
}
