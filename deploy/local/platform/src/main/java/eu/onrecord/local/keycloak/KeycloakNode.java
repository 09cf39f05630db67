package eu.onrecord.local.keycloak;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import eu.onrecord.local.process.ChildProcess;

/** Keycloak as a process of its own. */
public final class KeycloakNode implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final String PREPARED = "prepared";
    /** By which the realm knows the archive's pages, on this machine alone. */
    public static final String CONSOLE_SECRET = "local-only-console-secret-0123456789";

    private final ChildProcess process;
    private final int port;
    private final Path prepared;

    private KeycloakNode(ChildProcess process, int port, Path prepared) {
        this.process = process;
        this.port = port;
        this.prepared = prepared;
    }

    /**
     * Starts Keycloak without waiting for it. The realm is imported unless the data know it already.
     *
     * @param program Keycloak's own directory, unpacked
     * @param realm the realm's file; the people and secrets of the local platform are added to it
     * @param data where it keeps its database and log
     * @param port where it listens
     * @param console where the archive's pages are
     */
    public static KeycloakNode launch(Path program, Path realm, Path data, int port, URI console) throws IOException {
        forgetHalfPrepared(data);
        Files.createDirectories(data);
        var imports = Files.createDirectories(program.resolve("data/import"));
        Files.write(imports.resolve("onrecord-realm.json"), withLocalPeople(realm));
        var script = program.resolve("bin/kc.sh").toFile();
        if (!script.canExecute() && !script.setExecutable(true)) {
            throw new IOException("Keycloak cannot be executed: " + script);
        }
        var command = List.of(script.getPath(), "start-dev", "--import-realm", "--http-host=localhost",
                "--http-port=" + port, "--db=dev-file",
                "--db-url=jdbc:h2:file:" + data.resolve("keycloak").toAbsolutePath() + ";NON_KEYWORDS=VALUE");
        var environment = Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", "admin", "KC_BOOTSTRAP_ADMIN_PASSWORD", "local-only",
                "DESK_CLIENT_SECRET",
                "local-only-desk", "CRM_CLIENT_SECRET", "local-only-crm", "CONSOLE_CLIENT_SECRET",
                CONSOLE_SECRET, "CONSOLE_URL", console.toString(), "JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx384m",
                "JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + data.toAbsolutePath());
        return new KeycloakNode(ChildProcess.start("Keycloak", command, environment, data.resolve("keycloak.log")), port,
                data.resolve(PREPARED));
    }

    /** It cannot go on with a database whose first migration was broken off. */
    private static void forgetHalfPrepared(Path data) throws IOException {
        if (Files.isDirectory(data) && !Files.exists(data.resolve(PREPARED))) {
            try (var database = Files.newDirectoryStream(data, "keycloak*.db")) {
                for (var file : database) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Waits until the realm answers. */
    public void awaitReady() throws IOException, InterruptedException {
        process.awaitAnswer(URI.create(issuer() + "/.well-known/openid-configuration"), PATIENCE);
        if (!Files.exists(prepared)) {
            Files.createFile(prepared);
        }
    }

    /** The issuer of the realm's tokens. */
    public String issuer() {
        return "http://localhost:" + port + "/realms/onrecord";
    }

    @Override
    public void close() {
        process.close();
    }

    private static byte[] withLocalPeople(Path realm) throws IOException {
        var merged = (ObjectNode) JSON.readTree(realm.toFile());
        try (var local = KeycloakNode.class.getResourceAsStream("/keycloak/local-people.json")) {
            JSON.readTree(local).properties()
                    .forEach(list -> list.getValue().forEach(merged.withArray(list.getKey())::add));
        }
        return JSON.writeValueAsBytes(merged);
    }
}
