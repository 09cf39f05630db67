package eu.onrecord.local.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What ingest-service is told here. The secrets protect nothing. */
final class IngestSettings {
    static final String CHANNEL = "bench";
    static final String NUMBER = "106540352242922";
    static final String APP_SECRET = "bench-app-secret-protects-nothing";
    /** In base64. */
    static final String THREAD_KEY = "YmVuY2gtdGhyZWFkLWtleS1wcm90ZWN0cy1ub3RoaW5nISE=";
    static final String PUBLIC_URL = "https://hooks.example/webhooks/twilio";
    /** Channels beside it, each of the provider that it is named by. */
    static final List<String> OTHER_PROVIDERS = List.of("360dialog", "twilio", "vonage", "telegram");

    private IngestSettings() {
    }

    /** As system properties, which jars and native executables take. */
    static List<String> properties(String bootstrapServers) {
        var settings = new HashMap<>(Map.of("kafka.bootstrap.servers", bootstrapServers, "onrecord.thread-key",
                THREAD_KEY, "quarkus.oidc.tenant-enabled", "false",
                "quarkus.http.host-enabled", "false", "onrecord.safety.allow-unsafe", "true",
                "onrecord.channels.twilio.options.public-url", PUBLIC_URL));
        settings.putAll(channel(CHANNEL, "whatsapp"));
        OTHER_PROVIDERS.forEach(provider -> settings.putAll(channel(provider, provider)));
        return settings.entrySet().stream().map(setting -> "-D" + setting.getKey() + "=" + setting.getValue()).toList();
    }

    private static Map<String, String> channel(String name, String provider) {
        var channel = "onrecord.channels." + name + ".";
        return Map.of(channel + "provider", provider, channel + "legal-entity", "bench", channel + "numbers", NUMBER,
                channel + "secrets.bench", APP_SECRET);
    }
}
