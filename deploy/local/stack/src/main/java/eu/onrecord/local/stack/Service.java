package eu.onrecord.local.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import eu.onrecord.local.process.ChildProcess;

/** One of the services, as it is packaged: the native executable if there is one, else the jar. */
final class Service implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final String name;
    private final List<String> command;
    private final Path log;
    private final URI ready;
    private ChildProcess process;

    /**
     * @param root of the repository
     * @param settings the properties file
     * @param log where its output goes
     * @param managementPort where it says whether it is ready
     */
    Service(Path root, String name, Path settings, Path log, int managementPort) throws IOException {
        this.name = name;
        this.command = command(root.resolve(name).resolve("target"), name, settings,
                Files.createDirectories(settings.toAbsolutePath().getParent().resolveSibling("temporary")));
        this.log = log;
        this.ready = URI.create("http://localhost:" + managementPort + "/q/health/ready");
    }

    void launch() throws IOException {
        process = ChildProcess.start(name, command, Map.of(), log);
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

    private static List<String> command(Path target, String name, Path settings, Path temporary) throws IOException {
        var location = "-Dquarkus.config.locations=" + settings.toUri();
        if (Files.isDirectory(target)) {
            try (var files = Files.list(target)) {
                var nativeRunner = files.filter(file -> file.getFileName().toString().matches(name + "-.*-runner"))
                        .filter(Files::isExecutable).findFirst();
                if (nativeRunner.isPresent()) {
                    return List.of(nativeRunner.get().toString(), location, "-Djava.io.tmpdir=" + temporary);
                }
            }
        }
        var jar = target.resolve("quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IOException(name + " is not built: " + jar + " is missing.");
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", location,
                "-Djava.io.tmpdir=" + temporary, "-jar", jar.toString());
    }
}
