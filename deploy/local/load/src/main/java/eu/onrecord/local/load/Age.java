package eu.onrecord.local.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * {@code deploy/local/age archive}: fills the archive of the running local platform as years do. Most of it is bulk SQL and
 * marked ({@link AgedArchive}); the rest comes over the topics, and the archive seals it itself.
 */
public final class Age {
    private static final String USAGE = "Usage: deploy/local/age archive [--conversations <number>] [--sealed <number>]";
    private static final String CONVERSATIONS = "--conversations";
    private static final String SEALED = "--sealed";
    private static final int CUSTOMERS = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private Age() {
    }

    /** @param args the repository's root, {@code archive}, and options */
    public static void main(String[] args) throws InterruptedException {
        var options = new LinkedHashMap<String, String>();
        for (var i = 2; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        if (args.length < 2 || args.length % 2 != 0 || !args[1].equals("archive")
                || !List.of(CONVERSATIONS, SEALED).containsAll(options.keySet())) {
            System.err.println(USAGE);
            System.exit(1);
        }
        try {
            fill(settings(Path.of(args[0])), Integer.parseInt(options.getOrDefault(CONVERSATIONS, "2000000")),
                    Integer.parseInt(options.getOrDefault(SEALED, "200000")));
        } catch (IOException | NumberFormatException | SQLException broken) {
            System.err.println(broken.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    /** What the local platform told its archive. */
    private static Properties settings(Path root) throws IOException {
        var file = root.resolve("deploy/local/.data/config/archive-service.properties");
        if (!Files.exists(file)) {
            throw new IOException("The local platform does not run: deploy/local/up starts it.");
        }
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }

    private static void fill(Properties settings, int conversations, int sealed) throws SQLException, InterruptedException {
        try (var archive = connect(settings, "quarkus.datasource."); var keys = connect(settings, "quarkus.datasource.keys.")) {
            var started = System.nanoTime();
            AgedArchive.fill(archive, keys, conversations);
            System.out.printf("%,d conversations in %d s%n", conversations, seconds(started));
            var before = AgedArchive.read(archive);
            try (var load = new ChatLoad(settings.getProperty("kafka.bootstrap.servers"))) {
                load.publishMix(sealed, i -> i % CUSTOMERS);
            }
            while (AgedArchive.read(archive) < before + sealed) {
                if (seconds(started) > PATIENCE.toSeconds()) {
                    throw new SQLException("The archive does not come to the end of what it is to seal.");
                }
                TimeUnit.SECONDS.sleep(1);
            }
            System.out.printf("%,d records sealed, in %d s altogether%n", sealed, seconds(started));
        }
    }

    private static long seconds(long started) {
        return Duration.ofNanos(System.nanoTime() - started).toSeconds();
    }

    private static Connection connect(Properties settings, String prefix) throws SQLException {
        return DriverManager.getConnection(settings.getProperty(prefix + "jdbc.url"), settings.getProperty(prefix + "username"),
                settings.getProperty(prefix + "password"));
    }
}
