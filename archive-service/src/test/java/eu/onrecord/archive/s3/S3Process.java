package eu.onrecord.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import eu.onrecord.local.process.ChildProcess;
import eu.onrecord.local.process.FreePorts;

/** A store that speaks S3, with one bucket, {@code ledger}, in a process of its own. */
public final class S3Process implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path BUILT = Path.of("..", "deploy", "local", "s3", "target");

    private final ChildProcess process;
    private final URI endpoint;

    private S3Process(ChildProcess process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** @param isExclusive whether of two who make one object one is refused */
    public static S3Process start(Path files, boolean isExclusive) throws IOException, InterruptedException {
        var port = FreePorts.takeOne();
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-cp", BUILT.resolve("classes").toAbsolutePath() + ":" + Files.readString(BUILT.resolve("class-path"), UTF_8),
                "eu.onrecord.local.s3.S3Node", String.valueOf(port), files.resolve("objects").toString(), "ledger"));
        if (!isExclusive) {
            command.add("as-it-comes");
        }
        var endpoint = URI.create("http://127.0.0.1:" + port);
        var process = ChildProcess.start("s3", command, Map.of(), files.resolve("s3.log"));
        process.awaitAnswer(endpoint.resolve("/ledger?list-type=2"), PATIENCE);
        return new S3Process(process, endpoint);
    }

    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.close();
    }
}
