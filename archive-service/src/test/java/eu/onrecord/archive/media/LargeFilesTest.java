package eu.onrecord.archive.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class LargeFilesTest {
    private final LargeFiles files = new LargeFiles(8);

    @Test
    void noChannelHasMoreThanItsShare() {
        assertEquals(4, entered("one", 9));
        files.leave("one");
        assertEquals(1, entered("one", 9));
    }

    @Test
    void theLastPlaceIsForWhoHasNone() {
        assertEquals(4, entered("one", 9));
        assertEquals(3, entered("two", 9));
        assertTrue(files.areFull("two"));
        assertFalse(files.areFull("three"));
        assertEquals(1, entered("three", 9));
        assertTrue(files.areFull("four"));
        files.leave("one");
        assertEquals(1, entered("four", 9));
    }

    @Test
    void aSinglePlaceIsForWhoeverComes() {
        assertTrue(new LargeFiles(1).enter("one"));
    }

    private long entered(String channel, int times) {
        return IntStream.range(0, times).filter(any -> files.enter(channel)).count();
    }
}
