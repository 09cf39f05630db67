package eu.onrecord.archive.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnTimeTest {
    private static final Instant STORED = Instant.parse("2026-03-01T10:00:05Z");

    @ParameterizedTest(name = "happened {0}, received {1}, of receipt {2}, published {3}: {4}")
    @CsvSource({
            // as it is told
            "2026-03-01T09:59:50Z, 2026-03-01T10:00:00Z, false, 2026-03-01T10:00:01Z, 2026-03-01T09:59:50Z, false",
            "2016-03-01T10:00:00Z, 2026-03-01T10:00:00Z, false, , 2016-03-01T10:00:00Z, false",
            "2026-03-01T11:59:50.123456+02:00, 2026-03-01T10:00:00Z, false, , 2026-03-01T09:59:50.123Z, false",
            // the first that is told
            ", 2026-03-01T10:00:00Z, false, 2026-03-01T10:00:01Z, 2026-03-01T10:00:00Z, true",
            ", , false, 2026-03-01T10:00:01Z, 2026-03-01T10:00:01Z, true", ", , false, , 2026-03-01T10:00:05Z, true",
            "soon, never, false, nonsense, 2026-03-01T10:00:05Z, true",
            ", 2026-09-01T10:00:00Z, false, 2026-03-01T10:00:01Z, 2026-03-01T10:00:01Z, true",
            // ours
            "2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z, true, , 2026-03-01T10:00:00Z, true",
            // what cannot be
            "2009-01-01T00:00:00Z, 2026-03-01T10:00:00Z, false, , 2009-01-01T00:00:00Z, false",
            "2008-12-31T23:59:59Z, 2026-03-01T10:00:00Z, false, , 2026-03-01T10:00:00Z, true",
            "1970-01-01T00:00:00Z, 2026-03-01T10:00:00Z, false, , 2026-03-01T10:00:00Z, true",
            "2027-03-02T10:00:00Z, 2026-03-01T10:00:00Z, false, , 2027-03-02T10:00:00Z, false",
            "2027-03-02T10:00:01Z, 2026-03-01T10:00:00Z, false, , 2026-03-01T10:00:00Z, true",
            "+999999999-12-31T23:59:59Z, 2026-03-01T10:00:00Z, false, , 2026-03-01T10:00:00Z, true",
            // a receipt that cannot be believed either: then Kafka's time
            ", 2001-01-01T00:00:00Z, false, 2001-01-01T00:00:00Z, 2026-03-01T10:00:05Z, true",
            "2027-03-04T10:00:00Z, 2027-03-03T10:00:00Z, false, , 2026-03-01T10:00:05Z, true",
            "2026-03-02T09:00:00Z, 2026-03-02T10:00:00Z, false, , 2026-03-02T09:00:00Z, false",
            ", 9999-01-01T00:00:00Z, false, 2026-03-01T10:00:01Z, 2026-03-01T10:00:01Z, true" })
    void itIsOutOfTheEventAndNeverOffOurClock(String occurred, String received, boolean isOfReceipt, String published,
            Instant own, boolean isTimeless) {
        assertEquals(new OwnTime(own, isTimeless), OwnTime.of(occurred, received, isOfReceipt, published, STORED));
    }

    /** A stamp that somebody set, of before anything was stored: what the event tells outweighs it. */
    @ParameterizedTest
    @CsvSource({ "2026-03-01T09:59:50Z, 2026-03-01T10:00:00Z, 2026-03-01T09:59:50Z, false",
            ", 2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z, true", ", 9999-01-01T00:00:00Z, 2009-01-01T00:00:00Z, true",
            "2026-03-01T09:59:50Z, , 2026-03-01T09:59:50Z, false", "2026-03-01T09:59:50Z, never, 2026-03-01T09:59:50Z, false",
            "2101-03-01T09:59:50Z, , 2009-01-01T00:00:00Z, true", ", , 2009-01-01T00:00:00Z, true" })
    void aStampThatNobodyCanHaveMeantIsNone(String occurred, String received, Instant own, boolean isTimeless) {
        for (var stamp : List.of("2019-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z",
                "2100-01-01T00:00:01Z", "+292278994-08-17T07:12:55.807Z")) {
            assertEquals(new OwnTime(own, isTimeless),
                    OwnTime.of(occurred, received, false, null, Instant.parse(stamp)), stamp);
        }
    }
}
