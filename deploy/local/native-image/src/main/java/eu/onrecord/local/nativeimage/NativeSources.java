package eu.onrecord.local.nativeimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the build of a service writes for native-image: its own jar, with everything that is generated, and those beside it. */
public final class NativeSources {
    private final Path runner;
    private final List<Path> libraries;

    private NativeSources(Path runner, List<Path> libraries) {
        this.runner = runner;
        this.libraries = libraries;
    }

    /**
     * @param folder {@code target/native-sources} of a service
     * @throws IOException if it is not there: then the service was built without its checks
     */
    public static NativeSources in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is missing: build the services with their checks, not with -Dquick.");
        }
        try (var files = Files.list(folder); var others = Files.list(folder.resolve("lib"))) {
            var runner = files.filter(file -> file.toString().endsWith("-runner.jar")).findFirst()
                    .orElseThrow(() -> new IOException("There is no runner in " + folder));
            return new NativeSources(runner, others.filter(file -> file.toString().endsWith(".jar")).sorted().toList());
        }
    }

    /** The service's own jar. */
    public Path runner() {
        return runner;
    }

    /** The whole class path, the service's own jar first. */
    public List<Path> classPath() {
        var all = new ArrayList<Path>();
        all.add(runner);
        all.addAll(libraries);
        return all;
    }
}
