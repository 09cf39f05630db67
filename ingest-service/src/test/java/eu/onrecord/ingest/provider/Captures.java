package eu.onrecord.ingest.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import eu.onrecord.ingest.json.JsonSlice;

/**
 * The webhooks that we have: the tests' own, and with {@code -Dcaptures=<directory>} those that were really received. The
 * latter are other people's data, so they are not in this repository. In such a directory stand, in a folder for each
 * provider, files of named bodies, one JSON object each, or of forms, one to a line; or in a folder for each webhook a
 * {@code meta.json} that names the provider, and files whose names begin with {@code request}.
 */
final class Captures {
    private static final Path OWN = Path.of("src/test/resources/webhooks");
    private static final Pattern PROVIDER = Pattern.compile("\"provider\"\\s*:\\s*\"([^\"]+)\"");

    private Captures() {
    }

    /** All of a provider's. */
    static Stream<Capture> of(String provider) throws IOException {
        return Stream.concat(own(), received()).filter(capture -> capture.provider().equals(provider));
    }

    static Stream<Capture> own() throws IOException {
        return in(OWN);
    }

    static Stream<Capture> received() throws IOException {
        var directories = System.getProperty("captures", "");
        return directories.isEmpty() ? Stream.of()
                : Stream.of(directories.split(",")).map(Path::of).flatMap(Captures::in);
    }

    private static Stream<Capture> in(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream().flatMap(Captures::bodies);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Capture> bodies(Path file) {
        var name = file.getFileName().toString();
        var meta = file.resolveSibling("meta.json");
        if (name.startsWith("request") && Files.exists(meta)) {
            var told = PROVIDER.matcher(read(meta));
            return told.find() ? Stream.of(capture(file, "", told.group(1), read(file))) : Stream.of();
        }
        var provider = Optional.of(file.getParent().getFileName().toString()).filter(it -> TestProviders.find(it).isPresent());
        if (provider.isPresent() && name.endsWith(".form")) {
            var lines = read(file).lines().toList();
            return IntStream.range(0, lines.size())
                    .mapToObj(i -> capture(file, "/" + (i + 1), provider.get(), lines.get(i)));
        }
        return provider.isPresent() && name.endsWith(".json")
                ? JsonSlice.of(read(file).getBytes(UTF_8)).members().stream()
                        .map(body -> capture(file, "/" + body.name(), provider.get(), body.written()))
                : Stream.of();
    }

    private static Capture capture(Path file, String name, String provider, String body) {
        return new Capture(file.getParent().getFileName() + "/" + file.getFileName() + name, provider,
                body.strip().getBytes(UTF_8));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
