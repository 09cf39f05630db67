package eu.onrecord.local.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code deploy/local/bench ingest}: ingest-service beside an endpoint that does nothing, one that only forwards, and
 * Kafka alone, in one go.
 */
final class IngestBench {
    private IngestBench() {
    }

    /**
     * @param executable ingest-service as a native executable, instead of the jar
     * @param hold how long to hold a steady load and look at the memory, instead of everything else
     */
    static void run(Path root, Path run, Optional<Path> executable, Optional<Duration> hold)
            throws IOException, InterruptedException {
        var ports = FreePorts.take(5);
        var kafka = "localhost:" + ports.get(0);
        var settings = new ArrayList<>(IngestSettings.properties(kafka));
        settings.add("-Dquarkus.management.port=" + ports.get(3));
        settings.add("-Dquarkus.management.host=localhost");
        var ingestRunnable = executable.orElse(root.resolve("ingest-service/target/quarkus-app/quarkus-run.jar"));
        try (var broker = BrokerProcess.launch("broker",
                List.of(run.resolve("kafka").toString(), String.valueOf(ports.get(0))), run);
                var ingest = Subject.start("ingest-service", ingestRunnable, settings, ports.get(1),
                        "http://localhost:" + ports.get(3) + "/q/health/ready", run);
                var empty = Subject.start("empty endpoint",
                        root.resolve("deploy/local/baseline/target/quarkus-app/quarkus-run.jar"),
                        List.of(), ports.get(2), "http://localhost:" + ports.get(2) + "/webhooks/x", run);
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
}
