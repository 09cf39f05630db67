package eu.onrecord.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A service as it was packaged last: as a native executable, or as a jar. An executable that was left behind by an earlier
 * build
 * is older than the jar of the last, and does not count.
 *
 * @param file the executable, or the jar that starts the service
 * @param isNative which of both
 */
record Packaged(Path file, boolean isNative) {
    /** A service of one developer's machine needs no more. Without it an executable takes up to 80 % of the machine. */
    private static final String HEAP = "-Xmx256m";

    /**
     * @param target where the service is built
     * @param name the service's
     * @throws IOException if there is neither
     */
    static Packaged in(Path target, String name) throws IOException {
        var jar = target.resolve("quarkus-app/quarkus-run.jar");
        var candidates = new ArrayList<Packaged>();
        executable(target, name).ifPresent(file -> candidates.add(new Packaged(file, true)));
        if (Files.isRegularFile(jar)) {
            candidates.add(new Packaged(jar, false));
        }
        return candidates.stream().max(Comparator.comparing(Packaged::builtAt))
                .orElseThrow(() -> new IOException(name + " is not built: " + jar + " is missing."));
    }

    /** How to start it, with what it is told. */
    List<String> command(List<String> systemProperties) {
        var command = new ArrayList<String>();
        if (isNative) {
            command.addAll(List.of(file.toString(), HEAP));
            command.addAll(systemProperties);
        } else {
            command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
            command.addAll(systemProperties);
            command.addAll(List.of("-jar", file.toString()));
        }
        return command;
    }

    private static Optional<Path> executable(Path target, String name) throws IOException {
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (var files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches(name + "-.*-runner"))
                    .filter(Files::isRegularFile).filter(Files::isExecutable)
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()));
        }
    }

    private long builtAt() {
        return file.toFile().lastModified();
    }
}
