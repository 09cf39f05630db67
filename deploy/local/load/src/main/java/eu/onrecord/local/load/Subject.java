package eu.onrecord.local.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import eu.onrecord.local.process.ChildProcess;

/** A server under load, in a process of its own: a jar, or a native executable. */
final class Subject implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final ChildProcess process;
    private final int port;

    private Subject(String name, ChildProcess process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
    }

    /** With the whole machine to itself. */
    static Subject start(String name, Path runnable, List<String> settings, int port, String ready, Path logs)
            throws IOException, InterruptedException {
        return start(name, runnable, settings, port, ready, Room.WHOLE, logs);
    }

    /**
     * @param runnable {@code quarkus-run.jar}, or a native executable
     * @param settings system properties
     * @param ready the path that answers 200 when it is ready
     * @param room what it may use
     */
    static Subject start(String name, Path runnable, List<String> settings, int port, String ready, Room room, Path logs)
            throws IOException, InterruptedException {
        if (!Files.exists(runnable)) {
            throw new IOException(name + " is not built: " + runnable + " is missing.");
        }
        var command = new ArrayList<>(room.entering());
        var isJar = runnable.toString().endsWith(".jar");
        if (isJar) {
            command.add(java());
            command.addAll(room.jvm());
        } else {
            command.add(runnable.toAbsolutePath().toString());
            command.add(room.heap());
        }
        command.addAll(settings);
        command.add("-Dquarkus.http.host=localhost");
        command.add("-Dquarkus.http.port=" + port);
        // of ingest-service, whose port for people is closed here
        command.add("-Donrecord.edge.port=" + port);
        if (isJar) {
            command.addAll(List.of("-jar", runnable.toString()));
        }
        var process = ChildProcess.start(name, command, Map.of(), logs.resolve(name + ".log"));
        process.awaitAnswer(URI.create(ready), PATIENCE);
        return new Subject(name, process, port);
    }

    /**
     * A program of this module, under the same settings of the JVM.
     *
     * @param ready the path that answers 200 when it is ready
     */
    static Subject start(String name, Class<?> program, List<String> arguments, int port, String ready, Path logs)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(Room.WHOLE.jvm());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        var process = ChildProcess.start(name, command, Map.of(), logs.resolve(name + ".log"));
        process.awaitAnswer(URI.create(ready), PATIENCE);
        return new Subject(name, process, port);
    }

    /** The JVM that this one runs on. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Ends it as a crash would. */
    void kill() {
        process.kill();
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** Processor time that the process has used so far. */
    Duration processorTime() {
        return process.handle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory in MiB; zero where the machine does not tell. */
    long residentMebibytes() {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.handle().pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst().orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
