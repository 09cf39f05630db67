package eu.onrecord.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.local.process.ChildProcess;

/**
 * A first installation as the manifests make it, on a real PostgreSQL: the roles as the operator is told to make them, the
 * migration with the
 * owner's login, which ends, and then the service with a login that can change no schema.
 */
@Timeout(300)
class MigrationTest {
    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
    private static final Pattern SQL = Pattern.compile("(?m)^        - (.+)$");
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final List<String> OF_EVIDENCE = List.of("update record set type = 'x'", "delete from record",
            "truncate record", "update record_before_2020 set type = 'x'", "delete from record_before_2020",
            "update sealed_content set sealed = ''", "delete from sealed_content", "delete from timeless",
            "update leaf set commitment = ''", "delete from leaf", "update lost_leaf set index = 0",
            "delete from lost_leaf", "update checkpoint set note = ''",
            "update leaf_queue set commitment = ''",
            "delete from media", "delete from intake_position", "delete from finding", "delete from lost_report",
            "update lost_report set commitment = ''");
    private static final List<String> OF_KEYS = List.of("update data_key set wrapped = null", "delete from data_key",
            "update data_key set scope = 'x'", "update key_encryption_key set wrapped = ''", "delete from key_encryption_key");
    private static final String PASSWORD = "local-only";
    private static final Duration SOON = Duration.ofSeconds(120);
    private static Path data;
    private static Ports ports;
    private static Stack platform;

    @BeforeAll
    static void start() throws Exception {
        data = Files.createTempDirectory(Files.createDirectories(Path.of("target/migration")), "run-").toAbsolutePath();
        ports = Ports.free();
        platform = Stack.startPlatform(ROOT, data, LocalChannels.read(ports, ROOT, List.of()), System.out::println);
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "consent-service", "archive-service" })
    void theOwnerMigratesAndEndsAndTheServiceStartsWithoutBeingAbleToChangeTheSchema(String service) throws Exception {
        var isArchive = service.startsWith("archive");
        var databases = isArchive ? Map.of("", "archive", "keys.", "archive_keys") : Map.of("", "consent");
        for (var database : databases.values()) {
            initialise(database);
        }

        // before the migration: the pods look, and do not start
        var tooEarly = process(service, databases, "_service", environment(false, isArchive));
        assertTrue(tooEarly.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), "it goes on without a schema");
        assertNotEquals(0, tooEarly.exitValue());

        var migration = process(service, databases, "_owner", environment(true, isArchive));
        assertTrue(migration.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), "the migration does not end");
        assertEquals(0, migration.exitValue());

        var settings = settings(service, databases, "_service");
        try (var started = ChildProcess.start(service, command(service, settings), environment(false, isArchive),
                data.resolve(service + ".log"))) {
            started.awaitAnswer(
                    URI.create("http://localhost:" + (isArchive ? ports.archiveManagement() : ports.consentManagement())
                            + "/q/health/ready"),
                    SOON);
            if (isArchive) {
                anEventIsRecordedAndFollowed(settings);
                assertEquals(0, command(databases, "_service", "verify"));
                theReaperTakesAwayWhatLostItsKeyAndItIsRecordedAnew(databases);
                assertEquals(0, command(databases, "_service", "verify"));
            }
        }
        for (var database : databases.values()) {
            try (var connection = connect(database, database + "_service")) {
                assertThrows(SQLException.class, () -> execute(connection, "create table mine (id int)"));
                assertThrows(SQLException.class, () -> execute(connection, "drop table flyway_schema_history"));
                for (var statement : database.equals("archive") ? OF_EVIDENCE
                        : database.equals("archive_keys") ? OF_KEYS
                                : List.<String> of()) {
                    var refused = assertThrows(SQLException.class, () -> execute(connection, statement), statement);
                    assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSQLState(), statement);
                }
            }
        }
    }

    /** With what its role may do it does all that it has to do. */
    private static void anEventIsRecordedAndFollowed(Path settings) throws Exception {
        var example = new JsonMapper()
                .readTree(MigrationTest.class.getResourceAsStream("/examples/chat-text-received.json"));
        var said = new ProducerRecord<>(example.path("topic").asText(), example.path("key").asText(),
                example.path("value").toString().getBytes(UTF_8));
        example.path("headers").properties().forEach(
                header -> said.headers().add(header.getKey(), header.getValue().asText().getBytes(UTF_8)));
        var kafka = new Properties();
        try (var reader = Files.newBufferedReader(settings)) {
            kafka.load(reader);
        }
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.getProperty("kafka.bootstrap.servers")),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(said).get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
        try (var connection = connect("archive", "archive_owner")) {
            for (var table : List.of("record where thread = '" + example.path("key").asText() + "'", "leaf",
                    "checkpoint", "conversation", "conversation_identifier", "mention")) {
                await(table).atMost(SOON).until(() -> hasRow(connection, table));
            }
        }
    }

    /** As after a restore of the keys: the service reports, the reaper alone deletes, and the service records anew. */
    private static void theReaperTakesAwayWhatLostItsKeyAndItIsRecordedAnew(Map<String, String> databases) throws Exception {
        try (var archive = connect("archive", "archive_owner"); var keys = connect("archive_keys", "archive_keys_owner")) {
            await("the clock").atMost(SOON).until(() -> hasRow(archive, "key_clock"));
            execute(keys, "delete from data_key");
            execute(keys, "update clock set ticks = ticks - 1000, written_at = now() - interval '20 minutes'");
            await("the report").atMost(SOON).until(() -> hasRow(archive, "lost_report where state = 'THERE'"));
            assertEquals(0, command(databases, "_reaper", "reap"));
            await("the record").atMost(SOON).until(() -> hasRow(archive, "lost_report where state = 'RECORDED'")
                    && !hasRow(archive, "leaf_queue") && !hasRow(archive, "following"));
        }
    }

    /** A command of an operator's, beside the running pod and with the rights of a role. */
    private static int command(Map<String, String> databases, String role, String word) throws Exception {
        var command = new ArrayList<>(command("archive-service", settings("archive-service", databases, role)));
        command.add(word);
        var running = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(data.resolve(word + ".log").toFile()).start();
        assertTrue(running.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), word + " does not end");
        return running.exitValue();
    }

    private static boolean hasRow(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("select 1 from " + table)) {
            return rows.next();
        }
    }

    /**
     * What the operator does with a cluster of the manifests: a fresh database of its owner, and the words for its beginning.
     */
    private static void initialise(String database) throws SQLException, IOException {
        try (var connection = connect("postgres", "postgres")) {
            execute(connection, "drop database if exists " + database);
            execute(connection, "create role " + database + "_owner login password '" + PASSWORD + "'");
            execute(connection, "create database " + database + " owner " + database + "_owner");
        }
        var manifest = Files
                .readString(ROOT.resolve("deploy/kubernetes/base/postgresql").resolve(database.replace('_', '-') + ".yaml"));
        var words = manifest.substring(manifest.indexOf("postInitApplicationSQL"), manifest.indexOf("  managed:"));
        try (var connection = connect(database, "postgres")) {
            for (var statement : SQL.matcher(words).results().map(found -> found.group(1)).toList()) {
                execute(connection, statement);
            }
            execute(connection, "alter role " + database + "_service password '" + PASSWORD + "'");
            if (words.contains("_reaper")) {
                execute(connection, "alter role " + database + "_reaper password '" + PASSWORD + "'");
            }
        }
    }

    private static Map<String, String> environment(boolean migrate, boolean isArchive) {
        var environment = new HashMap<String, String>();
        for (var keys : isArchive ? List.of("", "KEYS_") : List.of("")) {
            environment.put("QUARKUS_FLYWAY_" + keys + "MIGRATE_AT_START", String.valueOf(migrate));
            environment.put("QUARKUS_FLYWAY_" + keys + "VALIDATE_AT_START", String.valueOf(!migrate));
        }
        if (migrate) {
            environment.put("QUARKUS_INIT_AND_EXIT", "true");
        }
        environment.put("ONRECORD_LOSS_PACE", "1s");
        return environment;
    }

    private static Process process(String service, Map<String, String> databases, String role, Map<String, String> environment)
            throws IOException {
        var log = data.resolve(service + role + ".log");
        var builder = new ProcessBuilder(command(service, settings(service, databases, role))).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static List<String> command(String service, Path settings) throws IOException {
        return Packaged.in(ROOT.resolve(service).resolve("target"), service).command(List.of("-Dquarkus.config.locations="
                + settings.toUri(), "-Djava.io.tmpdir=" + Files.createDirectories(data.resolve("temporary"))));
    }

    /** Those of the local platform, with another login. */
    private static Path settings(String service, Map<String, String> databases, String role) throws IOException {
        var lines = Files.readAllLines(data.resolve("config/" + service + ".properties")).stream().map(line -> {
            for (var database : databases.entrySet()) {
                var username = "quarkus.datasource." + database.getKey() + "username=";
                if (line.startsWith(username)) {
                    return username + database.getValue() + role;
                }
            }
            return line;
        }).toList();
        assertFalse(lines.isEmpty());
        return Files.write(data.resolve("config/" + service + role + ".properties"), lines);
    }

    private static Connection connect(String database, String user) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + ports.postgres() + "/" + database, user, PASSWORD);
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }
}
