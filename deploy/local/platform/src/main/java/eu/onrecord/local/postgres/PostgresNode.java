package eu.onrecord.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import eu.onrecord.local.process.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL server as a process of its own. Its data outlive it if the directory does. */
public final class PostgresNode implements AutoCloseable {
    /** The databases that the services own. */
    public static final List<String> DATABASES = List.of("consent", "archive", "archive_keys");
    public static final String USER = "postgres";
    /** The server listens on the loopback address only and trusts who connects there. */
    public static final String PASSWORD = "local-only";

    /** A busy machine takes its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final Path log;

    private PostgresNode(EmbeddedPostgres server, Path log) {
        this.server = server;
        this.log = log;
    }

    /**
     * Starts PostgreSQL and creates the databases that are not there yet.
     *
     * @param directory where its program, data and log go
     * @param port zero takes a free one
     * @throws IOException if it does not start, with the reason
     */
    public static PostgresNode start(Path directory, int port) throws IOException {
        var data = Files.createDirectories(directory).resolve("data").toAbsolutePath();
        var log = directory.resolve("postgres.log").toAbsolutePath();
        var output = ProcessBuilder.Redirect.appendTo(log.toFile());
        var server = EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false)
                .setRegisterShutdownHook(false).setOverrideWorkingDirectory(directory.resolve("program").toFile())
                .setPort(port == 0 ? FreePorts.takeOne() : port)
                .setServerConfig("max_connections", "200").setOutputRedirector(output).setErrorRedirector(output)
                .setLocaleConfig("locale", "C").setLocaleConfig("encoding", "UTF8").setPGStartupWait(PATIENCE).start();
        var node = new PostgresNode(server, log);
        try {
            node.createDatabases();
            return node;
        } catch (SQLException broken) {
            node.close();
            throw new IOException("PostgreSQL does not take a database: " + broken.getMessage(), broken);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** What the server has to say. */
    public Path log() {
        return log;
    }

    /** Where a database is, without scheme: {@code //host:port/name}. */
    public String address(String database) {
        return "//localhost:" + port() + "/" + database;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void createDatabases() throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var database : DATABASES) {
                try (var found = statement.executeQuery("select 1 from pg_database where datname = '" + database + "'")) {
                    if (found.next()) {
                        continue;
                    }
                }
                statement.execute("create database " + database);
            }
        }
    }
}
