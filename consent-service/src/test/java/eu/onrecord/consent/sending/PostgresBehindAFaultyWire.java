package eu.onrecord.consent.sending;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

import eu.onrecord.local.testing.FaultyWire;
import eu.onrecord.local.testing.PlatformResource;

/** The platform, with a wire to the database that a test can break. Migrations go past it. */
public class PostgresBehindAFaultyWire extends PlatformResource {
    static FaultyWire wire;

    @Override
    public Map<String, String> start() {
        var settings = new HashMap<>(super.start());
        try {
            wire = new FaultyWire();
            wire.leadTo(Integer.parseInt(settings.get("local.postgres.port")));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        settings.put("quarkus.datasource.reactive.url", "postgresql://localhost:" + wire.port() + "/consent");
        // a statement that is prepared once is never seen on the wire again
        settings.put("quarkus.datasource.reactive.cache-prepared-statements", "false");
        settings.put("onrecord.database.longest-silence", "PT5S");
        return settings;
    }

    @Override
    public void stop() {
        try {
            wire.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            super.stop();
        }
    }
}
