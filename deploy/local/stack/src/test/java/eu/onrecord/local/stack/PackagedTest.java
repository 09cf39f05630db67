package eu.onrecord.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedTest {
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant AFTER = BEFORE.plusSeconds(60);

    @TempDir
    private Path target;

    @Test
    void anExecutableOfAnEarlierBuildDoesNotHideTheJarOfTheLast() throws IOException {
        executable(BEFORE);
        jar(AFTER);

        assertEquals(new Packaged(target.resolve("quarkus-app/quarkus-run.jar"), false), packaged());
    }

    @Test
    void anExecutableThatWasBuiltLastIsStartedAndBounded() throws IOException {
        jar(BEFORE);
        var executable = executable(AFTER);

        assertEquals(new Packaged(executable, true), packaged());
        assertEquals(List.of(executable.toString(), "-Xmx256m", "-Da=b"), packaged().command(List.of("-Da=b")));
    }

    @Test
    void aJarIsStartedByTheJavaThatRunsThis() throws IOException {
        jar(BEFORE);

        var command = packaged().command(List.of("-Da=b"));

        assertEquals(Path.of(System.getProperty("java.home"), "bin", "java").toString(), command.get(0));
        assertTrue(command.contains("-Xmx256m"), command::toString);
        assertEquals(List.of("-Da=b", "-jar", target.resolve("quarkus-app/quarkus-run.jar").toString()),
                command.subList(command.size() - 3, command.size()));
    }

    @Test
    void whatIsNotBuiltIsSaid() {
        assertTrue(assertThrows(IOException.class, this::packaged).getMessage().startsWith("some-service is not built"));
    }

    private Packaged packaged() throws IOException {
        return Packaged.in(target, "some-service");
    }

    private Path executable(Instant builtAt) throws IOException {
        var file = file(target.resolve("some-service-1-runner"), builtAt);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    private void jar(Instant builtAt) throws IOException {
        Files.createDirectories(target.resolve("quarkus-app"));
        file(target.resolve("quarkus-app/quarkus-run.jar"), builtAt);
    }

    private static Path file(Path file, Instant builtAt) throws IOException {
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(builtAt));
        return file;
    }
}
