package eu.onrecord.local.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** {@code deploy/local/up}: everything on this machine, until Ctrl-C. */
public final class Up {
    /** JUL forgets loggers that nobody holds, and their levels with them. */
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private Up() {
    }

    /** @param args the repository's root, and what {@link UpOptions} reads */
    public static void main(String[] args) throws InterruptedException {
        var root = Path.of(args[0]);
        var data = root.resolve("deploy/local/.data");
        try {
            var options = UpOptions.of(root, List.of(args).subList(1, args.length));
            var channels = LocalChannels.read(Ports.fixed(), root, options.channels());
            if (options.fresh()) {
                Ports.fixed().requireFree();
                forget(data);
            }
            Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
            logTo(data.resolve("logs/platform.log"));
            run(root, data, channels, options);
        } catch (IllegalArgumentException notUnderstood) {
            fail(notUnderstood.getMessage());
        } catch (IOException broken) {
            fail(broken.getMessage() + "  Logs: " + data);
        }
    }

    private static void run(Path root, Path data, LocalChannels channels, UpOptions options)
            throws IOException, InterruptedException {
        var out = System.out;
        var stack = options.platformOnly()
                ? Stack.startPlatform(root, data, channels, out::println)
                : Stack.start(root, data, channels, out::println);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            out.println("Stopping everything");
            stack.close();
            stopped.countDown();
        }, "stop"));
        stack.channels().simulated().forEach((channel, dialect) -> LocalChannels.people(dialect)
                .forEach(stack.simulatorOf(channel)::add));
        if (options.demo()) {
            var told = new Demo(stack, out::println).run();
            out.println(told ? "Every step was seen to happen." : "The demo stopped at the step above. Logs: " + data);
            System.exit(told ? 0 : 1);
        }
        if (options.platformOnly()) {
            out.println("""

                    Ready, without the services. Start one from its sources, with its changes as you make them:
                      mvn quarkus:dev -pl consent-service -am
                    Ctrl-C stops everything.
                    """);
        } else {
            printAddresses(out, stack, data);
        }
        stopped.await();
    }

    private static void printAddresses(PrintStream out, Stack stack, Path data) {
        var ports = stack.ports();
        out.println("""

                Ready. Chat with it:  http://localhost:%d   (a phone on the left, the desk on the right)
                  the console         http://localhost:%d/console   what the archive keeps, for people
                  consent-service     http://localhost:%d   API: http://localhost:%d/q/swagger-ui
                  archive-service     http://localhost:%d   API: http://localhost:%d/q/swagger-ui
                  ingest-service      http://localhost:%d   API: http://localhost:%d/q/swagger-ui
                  webhooks            http://localhost:%d/webhooks/<channel>
                  Keycloak            http://localhost:%d   realm onrecord; admin / local-only
                  the ledger's key    %s
                  its witness         http://localhost:%d
                  people              anna (agent), carla (compliance officer), petra (privacy officer), arthur (auditor),
                                      hugo (compliance officer of another legal entity); all with the password local-only
                  channels            %s
                  logs and data       %s
                Ctrl-C stops everything.
                """.formatted(ports.page(), ports.archive(), ports.consent(), ports.consentManagement(), ports.archive(),
                ports.archiveManagement(), ports.ingestApi(), ports.ingestManagement(), ports.ingest(), ports.keycloak(),
                LocalLedger.verifierKey(), ports.witness(),
                String.join(", ", stack.channels().simulated().keySet()), data));
    }

    private static void forget(Path data) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Kafka runs in this process and has much to say. */
    private static void logTo(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT %4$s %3$s: %5$s%6$s%n");
        LogManager.getLogManager().reset();
        var handler = new FileHandler(file.toString(), true);
        handler.setFormatter(new SimpleFormatter());
        ROOT_LOGGER.setLevel(Level.INFO);
        ROOT_LOGGER.addHandler(handler);
    }

    private static void fail(String why) {
        System.err.println(why);
        System.exit(1);
    }
}
