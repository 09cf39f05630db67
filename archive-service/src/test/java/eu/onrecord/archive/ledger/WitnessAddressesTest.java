package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.tlog.VerifierKey;

/** A policy by which no head could ever be shown, or two histories could be, starts nothing. */
class WitnessAddressesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = { "witness A KEY w.example.org\nquorum A", "witness A KEY ftp://w.example.org\nquorum A",
            "witness A KEY\nquorum A", "witness A KEY https://a.example.org\nwitness B KEY\ngroup g all A B\nquorum g",
            "witness A KEY https://a.example.org\nwitness B KEY https://b.example.org\ngroup g any A B\nquorum g" })
    void whatCannotBeHeldToIsRefused(String policy) throws IOException {
        var config = config(policy);

        assertThrows(IllegalArgumentException.class, () -> new LedgerWiring().policy(config));
    }

    @Test
    void whoeverCanBeAskedIs() throws IOException {
        var policy = new LedgerWiring().policy(config("witness A KEY https://a.example.org/w\nquorum A"));

        assertEquals(Optional.of("https://a.example.org/w"), policy.witnesses().get("A").url());
    }

    private LedgerConfig config(String policy) throws IOException {
        var filled = policy;
        while (filled.contains("KEY")) {
            var key = LedgerWorld.newKey("example.org/w", VerifierKey.Type.WITNESS).verifier().toString();
            filled = filled.replaceFirst("KEY", key.contains("KEY") ? "KEY" : key);
        }
        return LedgerSettings.with(Map.of("policy", Files.writeString(directory.resolve("policy"), filled).toString()));
    }
}
