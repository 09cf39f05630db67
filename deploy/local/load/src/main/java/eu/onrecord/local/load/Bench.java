package eu.onrecord.local.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code deploy/local/bench ingest}: ingest-service beside an endpoint that does nothing and Kafka alone, in one go. */
public final class Bench {
    private static final String USAGE = "Usage: deploy/local/bench ingest [--native <executable>] [--hold <minutes>]";
    /** JUL forgets loggers that nobody holds, and their levels with them. */
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private Bench() {
    }

    /** @param args the repository's root, {@code ingest}, and options */
    public static void main(String[] args) throws InterruptedException {
        System.setProperty("log4j2.configurationFile", "classpath:bench-log4j2.properties");
        ROOT_LOGGER.setLevel(Level.SEVERE);
        var options = new LinkedHashMap<String, String>();
        for (var i = 2; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        if (args.length < 2 || !args[1].equals("ingest") || args.length % 2 != 0
                || !List.of("--native", "--hold").containsAll(options.keySet())) {
            System.err.println(USAGE);
            System.exit(1);
        }
        try {
            run(Path.of(args[0]), Optional.ofNullable(options.get("--native")).map(Path::of),
                    Optional.ofNullable(options.get("--hold")).map(Long::parseLong).map(Duration::ofMinutes));
        } catch (IOException | NumberFormatException broken) {
            System.err.println(broken.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static void run(Path root, Optional<Path> executable, Optional<Duration> hold)
            throws IOException, InterruptedException {
        var directory = Files.createDirectories(root.resolve("deploy/local/.data/bench"));
        var run = Files.createTempDirectory(directory, "run-");
        var ports = FreePorts.take(4);
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
                        List.of(), ports.get(2), "http://localhost:" + ports.get(2) + "/webhooks/x", run)) {
            System.out.println("Logs: " + run + "  broker: process " + broker.handle().pid());
            var comparison = new Comparison(ingest, empty, kafka, run, System.out::println);
            if (hold.isPresent()) {
                comparison.hold(hold.get());
            } else {
                comparison.run();
            }
        }
    }
}
