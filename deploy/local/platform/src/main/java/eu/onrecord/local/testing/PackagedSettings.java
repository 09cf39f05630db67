package eu.onrecord.local.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import eu.onrecord.local.process.FreePorts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Gives a packaged service the settings that its tests have: they are no part of the package. */
public final class PackagedSettings implements QuarkusTestResourceLifecycleManager {
    private static final Path SETTINGS = Path.of("src/test/resources/META-INF/microprofile-config.properties");
    /** Where the packaged service tells its health. */
    private static final String MANAGEMENT_PORT = "packaged-service.management-port";

    @Override
    public Map<String, String> start() {
        var settings = new HashMap<String, String>();
        try (var reader = Files.newBufferedReader(SETTINGS)) {
            var read = new Properties();
            read.load(reader);
            read.stringPropertyNames().stream().filter(name -> !name.startsWith("quarkus.http.test")
                    && !name.startsWith("quarkus.management.test")).forEach(name -> settings.put(name, read.getProperty(name)));
            // not 0: two servers that do not know their ports yet are one in the metrics, and the second does not start
            settings.put("quarkus.http.port", String.valueOf(FreePorts.takeOne()));
            settings.put("quarkus.management.port", String.valueOf(FreePorts.takeOne()));
        } catch (IOException unreadable) {
            throw new IllegalStateException(SETTINGS + " cannot be read", unreadable);
        }
        System.setProperty(MANAGEMENT_PORT, settings.get("quarkus.management.port"));
        // whoever starts it reads in its output where it listens
        settings.put("quarkus.log.console.json.enabled", "false");
        return settings;
    }

    /** The address of the packaged service's health. */
    public static String health() {
        return "http://localhost:" + System.getProperty(MANAGEMENT_PORT) + "/q/health";
    }

    @Override
    public void stop() {
        System.clearProperty(MANAGEMENT_PORT);
    }
}
