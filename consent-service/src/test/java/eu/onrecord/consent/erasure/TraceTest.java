package eu.onrecord.consent.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
    private static final Instant DECIDED = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({ "-1, true, false", "0, true, false", "1, true, true", "-1, false, true", "0, false, true", "1, false, true" })
    void whoWroteSinceOrWasPutOnRecordBySomebodyIsNew(long secondsAfter, boolean byOurselves, boolean isNew) {
        var before = new Trace(DECIDED.minusSeconds(60), true);
        var trace = new Trace(DECIDED.plusSeconds(secondsAfter), byOurselves);

        assertEquals(isNew, Trace.isOfSomebodyNew(List.of(before, trace), DECIDED));
    }

    @Test
    void ofWhomThereIsNoTraceIsNobodyNew() {
        assertEquals(false, Trace.isOfSomebodyNew(List.of(), DECIDED));
    }
}
