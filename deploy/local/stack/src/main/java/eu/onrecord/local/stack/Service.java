package eu.onrecord.local.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import eu.onrecord.local.process.ChildProcess;

/** One of the services, as it was packaged last. */
final class Service implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final String name;
    private final List<String> command;
    private final Path log;
    private final URI ready;
    private final Map<String, String> environment;
    private ChildProcess process;

    /**
     * @param root of the repository
     * @param settings the properties file
     * @param log where its output goes
     * @param managementPort where it says whether it is ready
     */
    Service(Path root, String name, Path settings, Path log, int managementPort) throws IOException {
        this(root, name, settings, log, managementPort, Map.of());
    }

    /** As above, with settings that the environment gives. */
    Service(Path root, String name, Path settings, Path log, int managementPort, Map<String, String> environment)
            throws IOException {
        this.environment = environment;
        this.name = name;
        var temporary = Files.createDirectories(settings.toAbsolutePath().getParent().resolveSibling("temporary"));
        this.command = Packaged.in(root.resolve(name).resolve("target"), name).command(
                List.of("-Dquarkus.config.locations=" + settings.toUri(), "-Djava.io.tmpdir=" + temporary));
        this.log = log;
        this.ready = URI.create("http://localhost:" + managementPort + "/q/health/ready");
    }

    void launch() throws IOException {
        process = ChildProcess.start(name, command, environment, log);
    }

    void awaitReady() throws IOException, InterruptedException {
        process.awaitAnswer(ready, PATIENCE);
    }

    /** As a crash would. */
    void kill() {
        process.kill();
    }

    String name() {
        return name;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
