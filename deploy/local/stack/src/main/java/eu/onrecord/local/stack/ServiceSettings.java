package eu.onrecord.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import eu.onrecord.local.keycloak.KeycloakNode;

/** What each service is told on the local platform, as the properties file that it reads at start. */
final class ServiceSettings {
    /** The channel that is always there. */
    static final String CHANNEL = "whatsapp-nl";
    static final String LEGAL_ENTITY = "example-nl";
    static final String COMPANY = "Voorbeeld Energie";
    private static final Predicate<String> OF_INGEST = setting(
            "provider|legal-entity|numbers|secrets\\..+|verify-token|options\\..+");
    private static final Predicate<String> OF_CONSENT = setting(
            "provider|legal-entity|languages|showing|entry-point-notice|messages-per-second|send\\..+|desk\\..+");

    private final Ports ports;
    private final Path data;
    private final List<ChannelFile> channels;

    ServiceSettings(Ports ports, Path data, List<ChannelFile> channels) {
        this.ports = ports;
        this.data = data;
        this.channels = channels;
    }

    private static Predicate<String> setting(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    Map<String, String> ofIngest() {
        var settings = web(ports.ingestApi(), ports.ingestManagement());
        settings.put("onrecord.edge.host", "localhost");
        settings.put("onrecord.edge.port", String.valueOf(ports.ingest()));
        settings.put("quarkus.oidc.auth-server-url", issuer());
        settings.put("onrecord.thread-key", LocalSecrets.THREAD_KEY);
        channels.forEach(channel -> settings.putAll(channel.told(OF_INGEST)));
        return settings;
    }

    Map<String, String> ofConsent() {
        var settings = web(ports.consent(), ports.consentManagement());
        settings.put("quarkus.oidc.auth-server-url", issuer());
        database(settings, "quarkus.datasource.", "consent");
        settings.put("onrecord.identifier-key", LocalSecrets.IDENTIFIER_KEY);
        settings.put("onrecord.legal-entities." + LEGAL_ENTITY + ".company", COMPANY);
        settings.put("onrecord.legal-entities." + LEGAL_ENTITY + ".retention", "P5Y");
        settings.put("onrecord.legal-entities." + LEGAL_ENTITY + ".privacy-url", "https://example.org/privacy");
        channels.forEach(channel -> settings.putAll(channel.told(OF_CONSENT)));
        return settings;
    }

    Map<String, String> ofArchive() {
        var settings = web(ports.archive(), ports.archiveManagement());
        settings.put("quarkus.oidc.auth-server-url", issuer());
        database(settings, "quarkus.datasource.", "archive");
        database(settings, "quarkus.datasource.keys.", "archive_keys");
        settings.put("onrecord.lookup-key", LocalSecrets.LOOKUP_KEY);
        settings.put("onrecord.master-keys.current", "local");
        settings.put("onrecord.master-keys.keys.local", LocalSecrets.MASTER_KEY);
        settings.put("onrecord.ledger.origin", LocalLedger.ORIGIN);
        settings.put("onrecord.ledger.signing-key", LocalSecrets.LEDGER_SIGNING_KEY);
        settings.put("onrecord.ledger.public-key", LocalSecrets.LEDGER_PUBLIC_KEY);
        settings.put("onrecord.ledger.directory", data.resolve("ledger").toAbsolutePath().toString());
        settings.put("onrecord.ledger.policy", LocalLedger.writePolicy(data, ports.witness()).toString());
        settings.put("onrecord.console.enabled", "true");
        settings.put("onrecord.console.client-secret", KeycloakNode.CONSOLE_SECRET);
        settings.put("onrecord.console.time-zone", "Europe/Amsterdam");
        settings.put("onrecord.media-store.directory", data.resolve("media").toAbsolutePath().toString());
        // it fetches files as consent-service sends messages
        channels.forEach(channel -> {
            settings.put(channel.prefixed("provider"), channel.provider());
            settings.put(channel.prefixed("api"), channel.get("send.api"));
            settings.put(channel.prefixed("token"), channel.get("send.token"));
            channel.find("send.account").ifPresent(account -> settings.put(channel.prefixed("account"), account));
        });
        return settings;
    }

    /** Writes the settings of all services where they can read them. */
    void writeAll() throws IOException {
        write("ingest-service", ofIngest());
        write("consent-service", ofConsent());
        write("archive-service", ofArchive());
    }

    /** Writes settings where a service can read them, and tells where. */
    Path write(String service, Map<String, String> settings) throws IOException {
        var file = Files.createDirectories(data.resolve("config")).resolve(service + ".properties");
        return Files.writeString(file, settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue().replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining()));
    }

    String issuer() {
        return "http://localhost:" + ports.keycloak() + "/realms/onrecord";
    }

    private Map<String, String> web(int port, int managementPort) {
        var settings = new TreeMap<String, String>();
        settings.put("quarkus.http.host", "localhost");
        settings.put("quarkus.http.port", String.valueOf(port));
        settings.put("quarkus.management.host", "localhost");
        settings.put("quarkus.management.port", String.valueOf(managementPort));
        settings.put("kafka.bootstrap.servers", "localhost:" + ports.kafka());
        // plain text, and secrets that everybody can read: on this machine alone
        settings.put("onrecord.safety.allow-unsafe", "true");
        return settings;
    }

    private void database(Map<String, String> settings, String prefix, String name) {
        var address = "postgresql://localhost:" + ports.postgres() + "/" + name;
        settings.put(prefix + "reactive.url", address);
        settings.put(prefix + "jdbc.url", "jdbc:" + address);
        settings.put(prefix + "username", "postgres");
        settings.put(prefix + "password", "local-only");
    }
}
