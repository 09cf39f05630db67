package eu.onrecord.local.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code deploy/local/bench}: what is measured, and how. */
public final class Bench {
    private static final String USAGE = """
            Usage: deploy/local/bench ingest [--native <executable>] [--hold <minutes>]
                   deploy/local/bench providers [--native <executable>]
                   deploy/local/bench small [--native <executable>]
                   deploy/local/bench consent
                   deploy/local/bench archive [--aged <conversations>]
                   deploy/local/bench files
                   deploy/local/bench ledger [--leaves <number>]""";
    private static final String AGED = "1000000";
    private static final String LEAVES = "10000000";
    /** JUL forgets loggers that nobody holds, and their levels with them. */
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private Bench() {
    }

    /** @param args the repository's root, what is measured, and options */
    public static void main(String[] args) throws InterruptedException {
        System.setProperty("log4j2.configurationFile", "classpath:bench-log4j2.properties");
        ROOT_LOGGER.setLevel(Level.SEVERE);
        var options = new LinkedHashMap<String, String>();
        for (var i = 2; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        var what = args.length < 2 || args.length % 2 != 0 ? "" : args[1];
        try {
            var run = Files.createTempDirectory(Files.createDirectories(Path.of(args[0]).resolve("deploy/local/.data/bench")),
                    "run-");
            var executable = Optional.ofNullable(options.get("--native")).map(Path::of);
            if (what.equals("ingest") && List.of("--native", "--hold").containsAll(options.keySet())) {
                IngestBench.run(Path.of(args[0]), run, executable,
                        Optional.ofNullable(options.get("--hold")).map(Long::parseLong).map(Duration::ofMinutes));
            } else if (what.equals("providers") && List.of("--native").containsAll(options.keySet())) {
                IngestBench.providers(Path.of(args[0]), run, executable);
            } else if (what.equals("small") && List.of("--native").containsAll(options.keySet())) {
                IngestBench.small(Path.of(args[0]), run, executable);
            } else if (what.equals("consent") && options.isEmpty()) {
                new ConsentBench(Path.of(args[0]), run).run();
            } else if (what.equals("archive") && List.of("--aged").containsAll(options.keySet())) {
                try (var place = ArchivePlace.start(Path.of(args[0]), run)) {
                    new ArchiveBench(place, Integer.parseInt(options.getOrDefault("--aged", AGED))).run();
                    new FilesBench(place).run();
                }
            } else if (what.equals("files") && options.isEmpty()) {
                try (var place = ArchivePlace.start(Path.of(args[0]), run)) {
                    new FilesBench(place).run();
                }
            } else if (what.equals("ledger") && List.of("--leaves").containsAll(options.keySet())) {
                try (var place = ArchivePlace.start(Path.of(args[0]), run)) {
                    new LedgerBench(place, Integer.parseInt(options.getOrDefault("--leaves", LEAVES))).run();
                }
            } else {
                System.err.println(USAGE);
                System.exit(1);
            }
        } catch (IOException | NumberFormatException | SQLException | NoSuchAlgorithmException broken) {
            System.err.println(broken.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }
}
