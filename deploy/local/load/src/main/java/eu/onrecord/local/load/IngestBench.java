package eu.onrecord.local.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import eu.onrecord.local.process.ChildProcess;
import eu.onrecord.local.process.FreePorts;

/**
 * {@code deploy/local/bench ingest}: ingest-service beside an endpoint that does nothing, one that only forwards, and
 * Kafka alone, in one go.
 */
final class IngestBench {
    private IngestBench() {
    }

    /**
     * All of it, or one part.
     *
     * @param executable ingest-service as a native executable, instead of the jar
     * @param hold how long to hold a steady load and look at the memory, instead of everything else
     */
    static void run(Path root, Path run, Optional<Path> executable, Optional<Duration> hold)
            throws IOException, InterruptedException {
        var ports = FreePorts.take(5);
        var kafka = "localhost:" + ports.get(0);
        try (var broker = broker(ports.get(0), run);
                var ingest = ingest(root, run, executable, kafka, ports.subList(1, 3), Room.WHOLE);
                var empty = Subject.start("empty endpoint",
                        root.resolve("deploy/local/baseline/target/quarkus-app/quarkus-run.jar"),
                        List.of(), ports.get(3), "http://localhost:" + ports.get(3) + "/webhooks/x", run);
                var forwarder = Subject.start("forwarder", Forwarder.class, List.of(String.valueOf(ports.get(4)), kafka),
                        ports.get(4), "http://localhost:" + ports.get(4) + "/webhooks/x", run)) {
            System.out.println("Logs: " + run + "  broker: process " + broker.handle().pid());
            var comparison = new Comparison(ingest, empty, forwarder, kafka, run, System.out::println);
            if (hold.isPresent()) {
                comparison.hold(hold.get());
            } else {
                comparison.run();
            }
        }
    }

    /** {@code deploy/local/bench providers}: what a webhook of each costs, and of what production is a mix of. */
    static void providers(Path root, Path run, Optional<Path> executable) throws IOException, InterruptedException {
        var ports = FreePorts.take(3);
        try (var broker = broker(ports.get(0), run);
                var ingest = ingest(root, run, executable, "localhost:" + ports.get(0), ports.subList(1, 3), Room.WHOLE)) {
            System.out.println("Logs: " + run + "  broker: process " + broker.handle().pid());
            new ProviderTable(ingest, System.out::println).run();
        }
    }

    /** {@code deploy/local/bench small}: in as little room as a small pod has. */
    static void small(Path root, Path run, Optional<Path> executable) throws IOException, InterruptedException {
        var ports = FreePorts.take(3);
        try (var room = Room.make(0.5);
                var broker = broker(ports.get(0), run);
                var ingest = ingest(root, run, executable, "localhost:" + ports.get(0), ports.subList(1, 3), room)) {
            System.out.println("Logs: " + run + "  broker: process " + broker.handle().pid());
            new SmallPod(ingest, System.out::println).run();
        }
    }

    private static ChildProcess broker(int port, Path run) throws IOException {
        return BrokerProcess.launch("broker", List.of(run.resolve("kafka").toString(), String.valueOf(port)), run);
    }

    private static Subject ingest(Path root, Path run, Optional<Path> executable, String kafka, List<Integer> ports, Room room)
            throws IOException, InterruptedException {
        var settings = new ArrayList<>(IngestSettings.properties(kafka));
        settings.add("-Dquarkus.management.port=" + ports.get(1));
        settings.add("-Dquarkus.management.host=localhost");
        return Subject.start("ingest-service",
                executable.orElse(root.resolve("ingest-service/target/quarkus-app/quarkus-run.jar")), settings, ports.get(0),
                "http://localhost:" + ports.get(1) + "/q/health/ready", room, run);
    }
}
