package eu.onrecord.local.load;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What ingest-service is told here. The secrets protect nothing. */
final class IngestSettings {
    static final String CHANNEL = "bench";
    static final String NUMBER = "106540352242922";
    static final String APP_SECRET = "bench-app-secret-protects-nothing";

    private IngestSettings() {
    }

    /** As system properties, which jars and native executables take. */
    static List<String> properties(String bootstrapServers) {
        return Map.ofEntries(Map.entry("kafka.bootstrap.servers", bootstrapServers), Map.entry("onrecord.thread-key",
                "YmVuY2gtdGhyZWFkLWtleS1wcm90ZWN0cy1ub3RoaW5nISE="), Map.entry("quarkus.oidc.tenant-enabled", "false"),
                Map.entry("quarkus.http.host-enabled", "false"), Map.entry("onrecord.safety.allow-unsafe", "true"),
                Map.entry(channel("provider"), "whatsapp"), Map.entry(channel("legal-entity"), "bench"),
                Map.entry(channel("numbers"), NUMBER), Map.entry(channel("secrets.bench"), APP_SECRET)).entrySet().stream()
                .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue()).collect(Collectors.toList());
    }

    private static String channel(String setting) {
        return "onrecord.channels." + CHANNEL + "." + setting;
    }
}
