package eu.onrecord.consent.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.disclosure.NoticeVersions.Known;

class NoticeVersionsTest {
    @ParameterizedTest
    @CsvSource({
            // what was in force in this order, the oldest that counts, the one in force now, which count no more
            "2026-01 2026-02 2026-03, ,             2026-03, ''",
            "2026-01 2026-02 2026-03, 2026-01,      2026-03, ''",
            "2026-01 2026-02 2026-03, 2026-02,      2026-03, 2026-01-hash",
            "2026-01 2026-02 2026-03, 2026-02-hash, 2026-03, 2026-01-hash",
            "2026-01 2026-02 2026-03, 2026-03,      2026-03, 2026-01-hash 2026-02-hash",
            // back to the first: that one is not told at each message
            "2026-01 2026-02 2026-03, 2026-03,      2026-01, 2026-02-hash",
            "2026-01 2026-02 2026-03, 2027-09,      2026-03, ''" })
    void whatWasInForceBeforeTheOldestThatCountsCountsNoMore(String inForce, String materialSince, String current,
            String overtaken) {
        var known = Arrays.stream(inForce.split(" ")).map(label -> new Known(label + "-hash", label)).toList();

        assertEquals(Arrays.stream(overtaken.split(" ")).filter(it -> !it.isEmpty()).collect(Collectors.toSet()),
                NoticeVersions.overtaken("example-nl", known, Optional.ofNullable(materialSince), current + "-hash"));
        assertEquals(Set.of(), NoticeVersions.overtaken("example-nl", known, Optional.empty(), current + "-hash"));
    }
}
