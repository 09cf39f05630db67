package eu.onrecord.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The services as they are packaged, on the real platform, with settings that are not safe and nobody who takes that upon
 * themselves.
 */
@Timeout(300)
class SettingsTest {
    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
    private static final Ports PORTS = free();
    /** An environment variable cannot tell a dash from a dot, so these stand in files. */
    private static final Pattern NAMED_BY_PEOPLE = Pattern.compile("onrecord\\.(channels|legal-entities)\\..*");
    private static Path data;
    private static Stack platform;

    @BeforeAll
    static void start() throws Exception {
        data = Files.createTempDirectory(Files.createDirectories(Path.of("target/settings")), "run-").toAbsolutePath();
        platform = Stack.startPlatform(ROOT, data, LocalChannels.read(PORTS, ROOT, List.of()), System.out::println);
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ingest-service  | kafka.security.protocol is PLAINTEXT; onrecord.thread-key stands in the repository; onrecord.channels.whatsapp-nl.secrets.local stands in the repository; quarkus.oidc.auth-server-url is no https address
            consent-service | kafka.security.protocol is PLAINTEXT; quarkus.datasource.reactive.postgresql.ssl-mode is not set; onrecord.channels.whatsapp-nl.send.api is no https address; onrecord.channels.whatsapp-nl.desk.url is no https address; onrecord.channels.whatsapp-nl.desk.secret stands in the repository
            archive-service | kafka.security.protocol is PLAINTEXT; quarkus.datasource.keys.jdbc.url says no sslmode; onrecord.master-keys.keys.local stands in the repository; onrecord.channels.whatsapp-nl.api is no https address
            """)
    void aServiceDoesNotStartAndSaysOfEverySettingHowToMendIt(String service, String sentences) throws Exception {
        var told = run(service, Map.of("onrecord.safety.allow-unsafe", "false"));

        for (var sentence : sentences.split("; ")) {
            assertTrue(told.contains(sentence), () -> sentence + " is not in:\n" + told);
        }
        assertTrue(told.contains("the service does not start with them"), told);
        assertFalse(told.contains("Successfully validated"), "the database was reached");
        for (var secret : List.of(LocalSecrets.THREAD_KEY, LocalSecrets.MASTER_KEY, LocalSecrets.DESK_SECRET,
                "local-only-app-secret",
                "local-only-access-token")) {
            assertFalse(told.contains(secret), "a secret is told");
        }
    }

    @Test
    void aMigrationAloneReachesNoDatabaseEither() throws Exception {
        var told = run("consent-service", Map.of("onrecord.safety.allow-unsafe", "false", "quarkus.init-and-exit", "true"));

        assertTrue(told.contains("the service does not start with them"), told);
        assertFalse(told.contains("org.flywaydb.core"), told);
    }

    @ParameterizedTest
    @CsvSource({ "ingest-service, onrecord.thread-key, x", "consent-service, onrecord.identifier-key, x",
            "archive-service, onrecord.lookup-key, x", "archive-service, onrecord.master-keys.keys.local, x",
            "archive-service, onrecord.ledger.signing-key, x" })
    void aSecretThatIsNoneIsToldByItsName(String service, String setting, String value) throws Exception {
        assertTrue(run(service, Map.of(setting, value))
                .contains(setting + " is no base64. Make a secret: openssl rand -base64 32"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "ingest-service", "consent-service", "archive-service" })
    void whatHasNoNameOfOnesOwnInItsNameCanBeGivenByTheEnvironment(String service) throws Exception {
        var inFile = new StringBuilder();
        var environment = new HashMap<String, String>();
        for (var line : Files.readAllLines(data.resolve("config/" + service + ".properties"))) {
            var setting = line.split("=", 2);
            if (NAMED_BY_PEOPLE.matcher(setting[0]).matches()) {
                inFile.append(line).append('\n');
            } else {
                environment.put(setting[0].toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), setting[1]);
            }
        }
        var file = Files.writeString(Files.createTempFile(data, service, ".properties"), inFile);
        var management = Integer.parseInt(environment.get("QUARKUS_MANAGEMENT_PORT"));

        try (var started = new Service(ROOT, service, file, data.resolve(service + "-by-environment.log"), management,
                environment)) {
            started.launch();
            started.awaitReady();
        }
    }

    /** What a service prints that does not start. */
    private static String run(String service, Map<String, String> changed) throws IOException, InterruptedException {
        var settings = List.of("-Dquarkus.config.locations="
                + Files.writeString(Files.createTempFile(data, service, ".properties"), with(service, changed)).toUri(),
                "-Djava.io.tmpdir=" + Files.createDirectories(data.resolve("temporary")));
        var log = Files.createTempFile(data, service, ".log");
        var process = new ProcessBuilder(Packaged.in(ROOT.resolve(service).resolve("target"), service).command(settings))
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> service + " goes on");
        } finally {
            process.destroyForcibly();
        }
        assertNotEquals(0, process.exitValue());
        var told = Files.readString(log);
        assertEquals(-1, told.indexOf("Listening on"), told);
        return told;
    }

    /** The settings of the local platform, but for these. */
    private static String with(String service, Map<String, String> changed) throws IOException {
        var lines = new ArrayList<String>();
        for (var line : Files.readAllLines(data.resolve("config/" + service + ".properties"))) {
            if (!changed.containsKey(line.substring(0, line.indexOf('=')))) {
                lines.add(line);
            }
        }
        changed.forEach((name, value) -> lines.add(name + "=" + value));
        return String.join("\n", lines) + "\n";
    }

    private static Ports free() {
        try {
            return Ports.free();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
