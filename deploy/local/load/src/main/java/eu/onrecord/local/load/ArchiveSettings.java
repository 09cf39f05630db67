package eu.onrecord.local.load;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import eu.onrecord.local.postgres.PostgresNode;

/** What archive-service is told here. The secrets protect nothing. */
final class ArchiveSettings {
    private static final String KEY = "YmVuY2gta2V5LXRoYXQtcHJvdGVjdHMtbm9ib2R5ISE=";

    private ArchiveSettings() {
    }

    /**
     * As system properties.
     *
     * @param signer of the ledger's heads, Ed25519
     * @param files where files are kept
     */
    static List<String> properties(String bootstrapServers, PostgresNode postgres, KeyPair signer, Path files,
            String publicKey) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("kafka.bootstrap.servers", bootstrapServers);
        settings.put("quarkus.oidc.public-key", publicKey);
        settings.put("onrecord.safety.allow-unsafe", "true");
        database(settings, "quarkus.datasource.", postgres.address("archive"));
        database(settings, "quarkus.datasource.keys.", postgres.address("archive_keys"));
        settings.put("onrecord.lookup-key", KEY);
        settings.put("onrecord.master-keys.current", "bench");
        settings.put("onrecord.master-keys.keys.bench", KEY);
        settings.put("onrecord.ledger.origin", "example.org/bench");
        settings.put("onrecord.ledger.signing-key", Base64.getEncoder().encodeToString(signer.getPrivate().getEncoded()));
        settings.put("onrecord.ledger.public-key", Base64.getEncoder().encodeToString(signer.getPublic().getEncoded()));
        settings.put("onrecord.ledger.directory", files.resolve("ledger").toString());
        settings.put("onrecord.media-store.directory", files.toString());
        return settings.entrySet().stream().map(setting -> "-D" + setting.getKey() + "=" + setting.getValue()).toList();
    }

    private static void database(Map<String, String> settings, String prefix, String address) {
        settings.put(prefix + "reactive.url", "postgresql:" + address);
        settings.put(prefix + "jdbc.url", "jdbc:postgresql:" + address);
        settings.put(prefix + "username", PostgresNode.USER);
        settings.put(prefix + "password", PostgresNode.PASSWORD);
    }
}
