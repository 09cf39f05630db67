package eu.onrecord.local.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code kubectl kustomize}, which needs no cluster. Before 1.27 its Kustomize does not know all that is used here. */
final class Kustomize {
    private static final int OLDEST_MINOR = 27;
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern VERSION = Pattern.compile("\"gitVersion\":\\s*\"v1\\.(\\d+)");

    private Kustomize() {
    }

    /** Why it cannot be used here; empty if it can. */
    static Optional<String> missing() {
        try {
            var version = VERSION.matcher(run("kubectl", "version", "--client", "-o", "json"));
            return version.find() && Integer.parseInt(version.group(1)) >= OLDEST_MINOR ? Optional.empty()
                    : Optional.of("kubectl is older than 1." + OLDEST_MINOR);
        } catch (IOException absent) {
            return Optional.of("there is no kubectl: " + absent.getMessage());
        }
    }

    /** @throws IOException if the overlay cannot be rendered, with what Kustomize says */
    static Manifests render(Path overlay) throws IOException {
        return Manifests.parse(run("kubectl", "kustomize", overlay.toString()));
    }

    private static String run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(false).start();
        var errors = new StringBuilder();
        var reader = new Thread(() -> errors.append(read(process.getErrorStream())), "errors of " + command[0]);
        reader.start();
        var output = read(process.getInputStream());
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " does not end");
            }
            reader.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + errors);
        }
        return output;
    }

    private static String read(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
