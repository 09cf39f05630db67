package eu.onrecord.local.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The images were not built here; what can be seen without building them holds. */
class ImagesTest {

    static Stream<Path> files() {
        return Stream.of("ingest-service", "consent-service", "archive-service").flatMap(service -> Stream.of("native", "jvm")
                .map(kind -> Installation.ROOT.resolve(service).resolve("src/main/docker/Dockerfile." + kind)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void anImageRunsAsNobodyInParticularAndHasItsLicence(Path file) throws IOException {
        var lines = Files.readAllLines(file);

        assertEquals(List.of("USER 1001:1001"), lines.stream().filter(line -> line.startsWith("USER ")).toList());
        assertTrue(lines.contains("COPY LICENSE /licenses/LICENSE"), lines::toString);
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("ADD ") || line.contains("curl")),
                lines::toString);
    }

    /** What a service listens on by itself, and nothing else. */
    @ParameterizedTest
    @MethodSource("files")
    void anImageSaysOnWhichPortsItsServiceListens(Path file) throws IOException {
        var properties = Files.readAllLines(file.resolve("../../resources/application.properties").normalize());
        var ports = Stream.of("quarkus.http.port=", "quarkus.management.port=", "onrecord.edge.port=")
                .flatMap(name -> properties.stream().filter(line -> line.startsWith(name))
                        .map(line -> line.substring(name.length())))
                .sorted().toList();

        assertEquals(List.of("EXPOSE " + String.join(" ", ports)),
                Files.readAllLines(file).stream().filter(line -> line.startsWith("EXPOSE ")).toList());
    }
}
