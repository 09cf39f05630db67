package eu.onrecord.local.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import eu.onrecord.contract.wire.Topic;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/** A Kafka broker and controller in this JVM. Its data outlive it if the directory does. */
public final class KafkaNode implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private KafkaNode(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts Kafka and creates the topics of the contract that are not there yet.
     *
     * @param data its directory; formatted if it is new
     * @param port for clients; zero takes a free one
     * @throws IOException if it does not start, with the reason
     */
    public static KafkaNode start(Path data, int port) throws IOException {
        return start(data, port, port);
    }

    /**
     * As above, behind something else that clients go through.
     *
     * @param advertisedPort where clients are told to come; zero for the port itself
     */
    public static KafkaNode start(Path data, int port, int advertisedPort) throws IOException {
        var free = freePorts();
        var clientPort = port == 0 ? free[0] : port;
        var controllerPort = free[1];
        try {
            format(data);
            var server = new KafkaRaftServer(new KafkaConfig(settings(data, clientPort,
                    advertisedPort == 0 ? clientPort : advertisedPort, controllerPort)), Time.SYSTEM);
            server.startup();
            var node = new KafkaNode(server, "localhost:" + clientPort);
            node.createTopics();
            return node;
        } catch (IOException broken) {
            throw broken;
        } catch (Exception broken) {
            throw new IOException("Kafka does not start: " + broken.getMessage(), broken);
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Map<String, String> settings(Path data, int clientPort, int advertisedPort, int controllerPort) {
        return Map.ofEntries(Map.entry("process.roles", "broker,controller"), Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@localhost:" + controllerPort),
                Map.entry("listeners",
                        "CLIENT://localhost:%d,CONTROLLER://localhost:%d".formatted(clientPort, controllerPort)),
                Map.entry("advertised.listeners", "CLIENT://localhost:" + advertisedPort),
                Map.entry("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "CLIENT"), Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", data.toString()), Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"), Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("message.max.bytes", String.valueOf(Topic.LARGEST_MESSAGE_BYTES)),
                Map.entry("log.flush.offset.checkpoint.interval.ms", "5000"));
    }

    private static void format(Path data) throws Exception {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(data);
        new Formatter().setClusterId(Uuid.randomUuid().toString()).setNodeId(1).setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(Optional.of(data.toString())).addDirectory(data.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream())).run();
    }

    private void createTopics() throws ExecutionException, InterruptedException, TimeoutException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var present = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            var missing = Topic.all().stream().filter(topic -> !present.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config())).toList();
            admin.createTopics(List.copyOf(missing)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Two that differ: both are held before either is let go. */
    private static int[] freePorts() throws IOException {
        try (var one = new ServerSocket(0); var other = new ServerSocket(0)) {
            return new int[] { one.getLocalPort(), other.getLocalPort() };
        }
    }
}
