package eu.onrecord.ingest.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderTimeTest {
    @ParameterizedTest
    @CsvSource({ "2026-11-27T10:00:00Z, 2026-11-27T10:00:00Z", "2026-11-27T10:00:00.5+01:00, 2026-11-27T09:00:00.5Z",
            "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z,",
            "1969-12-31T23:59:59Z,", "-999999999-01-01T00:00:00Z,", "+999999999-12-31T23:59:59Z,", "+10000-01-01T00:00:00Z,",
            "2026-11-27T10:00:00,", "yesterday," })
    void aTimeIsOneThatSomebodyCanHaveWrittenAt(String told, Instant time) {
        assertEquals(Optional.ofNullable(time), ProviderTime.iso(told));
    }
}
