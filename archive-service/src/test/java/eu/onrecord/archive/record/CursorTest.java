package eu.onrecord.archive.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @ParameterizedTest
    @ValueSource(strings = { "2026-03-01T10:00:00Z", "2026-03-01T10:00:00.123456Z", "1970-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z" })
    void aPlaceIsFoundAgain(String time) {
        var place = new Cursor(Instant.parse(time), Instant.parse("2026-03-01T10:00:00.000001Z"), UUID.randomUUID(),
                Long.parseUnsignedLong("18446744073709551615"));

        assertEquals(Optional.of(place), Cursor.parse(place.text()));
        var start = Cursor.start(731);
        assertEquals(Optional.of(start), Cursor.parse(start.text()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "0", "500", "AAAA", "not base64!", "****" })
    void whatIsNoPlaceIsNone(String text) {
        assertEquals(Optional.empty(), Cursor.parse(text));
    }

    @Test
    void anIdTellsItsTimeAndIsAVersion7Uuid() {
        var random = new SecureRandom();
        for (var time : new String[] { "1970-01-01T00:00:00Z", "2026-03-01T10:00:00.123Z", "2200-01-01T00:00:00Z" }) {
            var id = RecordId.of(Instant.parse(time), random);

            assertEquals(Instant.parse(time), RecordId.timeOf(id));
            assertEquals(7, id.version());
            assertEquals(2, id.variant());
        }
    }
}
