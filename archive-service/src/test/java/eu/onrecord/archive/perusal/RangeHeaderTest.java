package eu.onrecord.archive.perusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.media.ByteRange;

class RangeHeaderTest {

    @ParameterizedTest
    @CsvSource({ "bytes=0-0, 0, 0", "bytes=5-9, 5, 9", "bytes=5-, 5,", "bytes=-5,, 5", " bytes=1-2 , 1, 2" })
    void oneRangeIsUnderstood(String header, Long first, Long last) {
        assertEquals(new ByteRange(first, last), RangeHeader.of(header).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "bytes", "bytes=", "bytes=-", "bytes=9-5", "bytes=0-1,3-4", "bytes=a-b", "items=0-1",
            "bytes=0x1-2", "bytes=99999999999999999999-", "bytes=--5", "BYTES 0-1" })
    void whateverElseAsksForAll(String header) {
        assertEquals(true, RangeHeader.of(header).isEmpty());
    }

    @Test
    void whoDoesNotAskGetsAll() {
        assertEquals(true, RangeHeader.of(null).isEmpty());
    }
}
