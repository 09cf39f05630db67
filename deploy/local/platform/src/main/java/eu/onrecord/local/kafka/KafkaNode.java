package eu.onrecord.local.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.process.FreePorts;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/** A Kafka broker and controller in this JVM, alone or as one of several. Its data outlive it if the directory does. */
public final class KafkaNode implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final long BETWEEN_LOOKS_MILLIS = 100;
    /** Every cluster here is alone in its world. */
    private static final String CLUSTER_ID = "T25SZWNvcmQtbG9jYWwxMQ";

    /** Longer than any test. */
    private static final String NOT_BEFORE_MILLIS = String.valueOf(Duration.ofDays(365).toMillis());

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final String inside;

    private KafkaNode(KafkaRaftServer server, String bootstrapServers, String inside) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.inside = inside;
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
        return startAlone(data, port, advertisedPort, Map.of());
    }

    /**
     * As above, and nothing is ever deleted for its age. Kafka goes by the clock of the machine: what is written with the time
     * of another clock, as tests do, may be too old for its topic at once, and would be gone whenever Kafka next looks.
     */
    public static KafkaNode startWithoutRetention(Path data, int port) throws IOException {
        return startAlone(data, port, port, Map.of("log.initial.task.delay.ms", NOT_BEFORE_MILLIS,
                "log.retention.check.interval.ms", NOT_BEFORE_MILLIS));
    }

    private static KafkaNode startAlone(Path data, int port, int advertisedPort, Map<String, String> besides)
            throws IOException {
        var free = FreePorts.take(2);
        var clientPort = port == 0 ? free.get(0) : port;
        var place = new Place(1, data, clientPort, advertisedPort == 0 ? clientPort : advertisedPort, List.of(free.get(1)));
        var settings = new HashMap<>(settings(place));
        settings.putAll(besides);
        var node = start(place, settings, "localhost:" + clientPort);
        node.createTopics();
        return node;
    }

    /**
     * As above, where clients have to prove themselves, or the server does. Whoever looks after it comes by {@link #inside()}.
     *
     * @param protocol of the clients' listener, such as {@code SASL_PLAINTEXT}
     * @param security the broker's settings for it
     */
    public static KafkaNode startSecured(Path data, String protocol, Map<String, String> security) throws IOException {
        var free = FreePorts.take(3);
        var insidePort = free.get(2);
        var place = new Place(1, data, free.get(0), free.get(0), List.of(free.get(1)));
        var settings = new HashMap<>(settings(place));
        settings.put("listeners", settings.get("listeners") + ",INSIDE://localhost:" + insidePort);
        settings.put("advertised.listeners", settings.get("advertised.listeners") + ",INSIDE://localhost:" + insidePort);
        settings.put("listener.security.protocol.map", "CLIENT:" + protocol + ",INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "INSIDE");
        settings.putAll(security);
        var node = start(place, settings, "localhost:" + insidePort);
        node.createTopics();
        return node;
    }

    /**
     * Starts one of several that make a cluster; each has its own id, from 1. Creates no topics.
     *
     * @param clientPort of this node
     * @param controllerPorts of all nodes, in the order of their ids
     */
    public static KafkaNode startMember(Path data, int id, int clientPort, List<Integer> controllerPorts) throws IOException {
        var place = new Place(id, data, clientPort, clientPort, controllerPorts);
        return start(place, settings(place), "localhost:" + clientPort);
    }

    private static KafkaNode start(Place place, Map<String, String> settings, String inside) throws IOException {
        try {
            format(place);
            var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
            server.startup();
            return new KafkaNode(server, "localhost:" + place.clientPort(), inside);
        } catch (Exception broken) {
            throw new IOException("Kafka does not start: " + broken.getMessage(), broken);
        }
    }

    /** Where a node is, and with whom. */
    private record Place(int id, Path data, int clientPort, int advertisedPort, List<Integer> controllerPorts) {
        private String voters() {
            return IntStream.rangeClosed(1, controllerPorts.size())
                    .mapToObj(node -> node + "@localhost:" + controllerPorts.get(node - 1)).collect(Collectors.joining(","));
        }

        private int controllerPort() {
            return controllerPorts.get(id - 1);
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Where nobody has to prove anything. */
    public String inside() {
        return inside;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Map<String, String> settings(Place place) {
        var replicas = String.valueOf(place.controllerPorts().size());
        return Map.ofEntries(Map.entry("process.roles", "broker,controller"), Map.entry("node.id", String.valueOf(place.id())),
                Map.entry("controller.quorum.voters", place.voters()),
                Map.entry("listeners",
                        "CLIENT://localhost:%d,CONTROLLER://localhost:%d".formatted(place.clientPort(),
                                place.controllerPort())),
                Map.entry("advertised.listeners", "CLIENT://localhost:" + place.advertisedPort()),
                Map.entry("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "CLIENT"), Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", place.data().toString()), Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", replicas), Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("message.max.bytes", String.valueOf(Topic.LARGEST_MESSAGE_BYTES)),
                Map.entry("log.flush.offset.checkpoint.interval.ms", "5000"));
    }

    private static void format(Place place) throws Exception {
        if (Files.exists(place.data().resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(place.data());
        new Formatter().setClusterId(CLUSTER_ID).setNodeId(place.id()).setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(Optional.of(place.data().toString())).addDirectory(place.data().toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream())).run();
    }

    private void createTopics() throws IOException {
        createTopics(inside, 1);
    }

    /**
     * Waits until so many nodes of a cluster take part in it: one that has just started is fenced for a while.
     *
     * @throws TimeoutException if they do not in time
     */
    public static void awaitNodes(Admin admin, int count) throws ExecutionException, InterruptedException, TimeoutException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS).size() < count) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("there are not " + count + " nodes");
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }

    /**
     * Creates the topics of the contract that are not there yet, with so many replicas of each; all but one must acknowledge.
     */
    public static void createTopics(String bootstrapServers, int replicas) throws IOException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            awaitNodes(admin, replicas);
            var present = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            var missing = Topic.all().stream().filter(topic -> !present.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) replicas)
                            .configs(configOf(topic, replicas)))
                    .toList();
            admin.createTopics(List.copyOf(missing)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException broken) {
            throw new IOException("Kafka does not create the topics: " + broken.getMessage(), broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while creating the topics", interrupted);
        }
    }

    private static Map<String, String> configOf(Topic topic, int replicas) {
        var config = new HashMap<>(topic.config());
        config.put("min.insync.replicas", String.valueOf(Math.max(1, replicas - 1)));
        return config;
    }
}
