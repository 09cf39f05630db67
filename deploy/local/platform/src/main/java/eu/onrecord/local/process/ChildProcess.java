package eu.onrecord.local.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program in a process of its own, its output in a log file. Closing it ends it and whatever it started. */
public final class ChildProcess implements AutoCloseable {
    /** Above what a service gives what is under way. */
    private static final Duration GRACE = Duration.ofSeconds(25);
    private static final int LAST_LINES = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * @param name what to call it when something goes wrong
     * @param command the program and its arguments
     * @param environment added to ours
     * @param log where its output goes, added to what is there
     */
    public static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new ChildProcess(name, builder.start(), log);
    }

    /**
     * Waits until the address answers 200.
     *
     * @throws IOException if the program ends before, or the time is over
     */
    public void awaitAnswer(URI address, Duration patience) throws IOException, InterruptedException {
        var http = HttpClient.newBuilder().connectTimeout(BETWEEN_LOOKS).build();
        var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        var deadline = Instant.now().plus(patience);
        while (Instant.now().isBefore(deadline)) {
            if (process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("%s ended with exit code %d; %s".formatted(name, process.exitValue(), lastWords()));
            }
            if (answers(http, request)) {
                return;
            }
        }
        throw new IOException("%s was not ready within %d s; %s".formatted(name, patience.toSeconds(), lastWords()));
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Waits until it has ended by itself.
     *
     * @throws IOException if it does not, or says that it failed
     */
    public void awaitEnd(Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            kill();
            throw new IOException("%s did not end within %d s; %s".formatted(name, patience.toSeconds(), lastWords()));
        }
        if (process.exitValue() != 0) {
            throw new IOException("%s ended with exit code %d; %s".formatted(name, process.exitValue(), lastWords()));
        }
    }

    /** Where its log is, and how it ends: the file may be out of reach of whoever reads this. */
    private String lastWords() throws IOException {
        var lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
        return "see %s, which ends with%n%s".formatted(log,
                String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
    }

    /** What the machine knows of it. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        var family = process.descendants().toList();
        family.forEach(ProcessHandle::destroy);
        process.destroy();
        var ended = family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(CompletableFuture.allOf(ended), process.onExit()).get(GRACE.toSeconds(),
                    TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            family.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        } catch (InterruptedException interrupted) {
            family.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
