package eu.onrecord.archive.ledger;

import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The ledger's settings, read as the service reads them. */
final class LedgerSettings {
    private static final String LEDGER = "onrecord.ledger.";

    private LedgerSettings() {
    }

    /** @param more beside those that there have to be, by their names without what all begin with */
    static LedgerConfig with(Map<String, String> more) {
        var all = new HashMap<>(Map.of(LEDGER + "origin", "example.org/onrecord-test", LEDGER + "signing-key", "x",
                LEDGER + "public-key", "y"));
        more.forEach((name, value) -> all.put(LEDGER + name, value));
        return new SmallRyeConfigBuilder().withMapping(LedgerConfig.class)
                .withSources(new PropertiesConfigSource(all, "settings", 100)).build().getConfigMapping(LedgerConfig.class);
    }
}
