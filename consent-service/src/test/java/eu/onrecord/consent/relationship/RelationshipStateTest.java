package eu.onrecord.consent.relationship;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.Period;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.relationship.RelationshipState.Happening;

class RelationshipStateTest {
    private static final Clocks CLOCKS = new Clocks(Period.ofMonths(36), Period.ofMonths(12));

    @ParameterizedTest
    @CsvSource({
            // happening, then what becomes of UNKNOWN, CONTACTED_US, ESTABLISHED, DORMANT, EXPIRED
            "MESSAGE,      CONTACTED_US, CONTACTED_US, ESTABLISHED, ESTABLISHED, CONTACTED_US",
            "EVIDENCE,     ESTABLISHED,  ESTABLISHED,  ESTABLISHED, ESTABLISHED, ESTABLISHED",
            "HISTORY,      UNKNOWN,      CONTACTED_US, ESTABLISHED, DORMANT,     EXPIRED",
            "OWN_MESSAGE,  UNKNOWN,      CONTACTED_US, ESTABLISHED, DORMANT,     EXPIRED",
            "SILENCE,      UNKNOWN,      EXPIRED,      DORMANT,     DORMANT,     EXPIRED",
            "LONG_SILENCE, UNKNOWN,      CONTACTED_US, ESTABLISHED, EXPIRED,     EXPIRED",
            "END,          UNKNOWN,      EXPIRED,      EXPIRED,     EXPIRED,     EXPIRED" })
    void everyCellOfTheTable(Happening happening, RelationshipState unknown, RelationshipState contactedUs,
            RelationshipState established, RelationshipState dormant, RelationshipState expired) {
        assertEquals(unknown, RelationshipState.UNKNOWN.after(happening));
        assertEquals(contactedUs, RelationshipState.CONTACTED_US.after(happening));
        assertEquals(established, RelationshipState.ESTABLISHED.after(happening));
        assertEquals(dormant, RelationshipState.DORMANT.after(happening));
        assertEquals(expired, RelationshipState.EXPIRED.after(happening));
    }

    @ParameterizedTest
    @CsvSource({
            // state, since, last contact, at, what is due
            "ESTABLISHED,  2023-01-01, 2023-06-01, 2026-05-31, ",
            "ESTABLISHED,  2023-01-01, 2023-06-01, 2026-06-01, SILENCE",
            "ESTABLISHED,  2023-01-01, ,           2026-01-01, SILENCE",
            "ESTABLISHED,  2025-01-01, 2020-01-01, 2026-06-01, ",
            "CONTACTED_US, 2023-06-01, 2023-06-01, 2026-06-01, SILENCE",
            "DORMANT,      2025-06-01, 2022-06-01, 2026-05-31, ",
            "DORMANT,      2025-06-01, 2022-06-01, 2026-06-01, LONG_SILENCE",
            "EXPIRED,      2020-01-01, 2020-01-01, 2026-06-01, ",
            "UNKNOWN,      2020-01-01, ,           2026-06-01, " })
    void timeAloneMakesDormantAndThenEndsARelationship(RelationshipState state, String since, String lastContact, String at,
            Happening due) {
        assertEquals(Optional.ofNullable(due), CLOCKS.due(state, instant(since), instant(lastContact), instant(at)));
    }

    private static Instant instant(String date) {
        return date == null ? null : Instant.parse(date + "T00:00:00Z");
    }
}
