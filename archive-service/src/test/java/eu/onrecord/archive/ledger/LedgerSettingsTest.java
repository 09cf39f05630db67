package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.config.ConfigValidationException;

/** The ledger is kept in one place, and half of a bucket's settings are none. */
class LedgerSettingsTest {
    private static final Map<String, String> BUCKET = Map.of("s3.endpoint", "https://s3.example.org", "s3.bucket", "b",
            "s3.region",
            "r", "s3.access-key", "k", "s3.secret-key", "s");

    @Test
    void itIsKeptInADirectoryOrInABucket() {
        assertInstanceOf(DirectoryStore.class, store(Map.of("directory", "/tmp/ledger")));
        assertInstanceOf(S3Store.class, store(BUCKET));
    }

    @Test
    void itIsKeptInOnePlace() {
        assertThrows(IllegalArgumentException.class, () -> store(Map.of()));
        assertThrows(IllegalArgumentException.class, () -> store(with("directory", "/tmp/ledger")));
    }

    @Test
    void halfOfABucketsSettingsAreToldToBeHalf() {
        assertThrows(ConfigValidationException.class, () -> LedgerSettings.with(Map.of("s3.bucket", "b")));
    }

    @Test
    void aFolderAndALockAreAtWill() {
        assertEquals(Optional.empty(), LedgerSettings.with(BUCKET).s3().orElseThrow().lockedFor());
        assertEquals(Optional.of(Duration.ofDays(3650)),
                LedgerSettings.with(with("s3.locked-for", "P3650D")).s3().orElseThrow().lockedFor());
        assertEquals(Optional.of("a/b"), LedgerSettings.with(with("s3.folder", "a/b")).s3().orElseThrow().folder());
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://s3.example.org/", "https://s3.example.org/x", "https://me@s3.example.org",
            "s3.example.org",
            "ftp://s3.example.org", "https://s3.example.org?x" })
    void anEndpointIsAHostAndNoMore(String endpoint) {
        assertThrows(IllegalArgumentException.class, () -> store(with("s3.endpoint", endpoint)));
    }

    private static Map<String, String> with(String name, String value) {
        var all = new HashMap<>(BUCKET);
        all.put(name, value);
        return all;
    }

    private static Store store(Map<String, String> settings) {
        return new LedgerWiring().store(LedgerSettings.with(settings), Clock.systemUTC());
    }
}
