package eu.onrecord.local.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import eu.onrecord.local.postgres.PostgresNode;

/** What consent-service is told here. The secrets protect nothing. */
final class ConsentSettings {
    static final String ACCESS_TOKEN = "bench-access-token-protects-nothing";
    private static final String ENTITY = "onrecord.legal-entities.bench.";
    private static final String CHANNEL = "onrecord.channels." + IngestSettings.CHANNEL + ".";

    private ConsentSettings() {
    }

    /** As system properties. */
    static List<String> properties(String bootstrapServers, PostgresNode postgres, int whatsAppPort, String publicKey) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("kafka.bootstrap.servers", bootstrapServers);
        settings.put("quarkus.oidc.public-key", publicKey);
        settings.put("onrecord.safety.allow-unsafe", "true");
        settings.put("quarkus.datasource.reactive.url", "postgresql:" + postgres.address("consent"));
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql:" + postgres.address("consent"));
        settings.put("quarkus.datasource.username", PostgresNode.USER);
        settings.put("quarkus.datasource.password", PostgresNode.PASSWORD);
        settings.put("onrecord.identifier-key", "YmVuY2gtaWRlbnRpZmllci1rZXktZm9yLW5vYm9keSE=");
        settings.put(ENTITY + "company", "Bench");
        settings.put(ENTITY + "retention", "P5Y");
        settings.put(ENTITY + "privacy-url", "https://example.org/privacy");
        settings.put(CHANNEL + "provider", "whatsapp");
        settings.put(CHANNEL + "legal-entity", "bench");
        settings.put(CHANNEL + "languages", "nl");
        settings.put(CHANNEL + "messages-per-second", "100000");
        settings.put(CHANNEL + "send.api", "http://localhost:" + whatsAppPort + "/v23.0");
        settings.put(CHANNEL + "send.token", ACCESS_TOKEN);
        return settings.entrySet().stream().map(setting -> "-D" + setting.getKey() + "=" + setting.getValue()).toList();
    }

    /** Every event in a transaction of its own: what the service is compared with. */
    static Map<String, String> oneByOne() {
        return Map.of("mp.messaging.incoming.chat.max.poll.records", "1");
    }
}
