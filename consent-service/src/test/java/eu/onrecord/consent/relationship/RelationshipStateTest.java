package eu.onrecord.consent.relationship;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import java.util.UUID;

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
            // state, since, last contact, at, what is due, since when
            "ESTABLISHED,  2023-01-01, 2023-06-01, 2026-05-31, ,             ",
            "ESTABLISHED,  2023-01-01, 2023-06-01, 2026-06-01, SILENCE,      2026-06-01",
            "ESTABLISHED,  2023-01-01, 2023-06-01, 2027-02-03, SILENCE,      2026-06-01",
            "ESTABLISHED,  2023-01-01, ,           2026-01-01, SILENCE,      2026-01-01",
            "ESTABLISHED,  2025-01-01, 2020-01-01, 2026-06-01, ,             ",
            "CONTACTED_US, 2023-06-01, 2023-06-01, 2026-06-01, SILENCE,      2026-06-01",
            "DORMANT,      2025-06-01, 2022-06-01, 2026-05-31, ,             ",
            "DORMANT,      2025-06-01, 2022-06-01, 2026-06-01, LONG_SILENCE, 2026-06-01",
            "EXPIRED,      2020-01-01, 2020-01-01, 2026-06-01, ,             ",
            "UNKNOWN,      2020-01-01, ,           2026-06-01, ,             " })
    void timeAloneMakesDormantAndThenEndsARelationship(RelationshipState state, String since, String lastContact, String at,
            Happening due, String dueAt) {
        assertEquals(Optional.ofNullable(due).map(it -> new Clocks.Due(it, instant(dueAt))),
                CLOCKS.due(state, instant(since), instant(lastContact), instant(at)));
    }

    /** Whether or not a sweep ran meanwhile. */
    @ParameterizedTest
    @CsvSource({
            // state, since, last contact, at, what it is then, since when
            "ESTABLISHED,  2012-01-01, ,           2014-12-31, ESTABLISHED,  2012-01-01",
            "ESTABLISHED,  2012-01-01, ,           2015-12-31, DORMANT,      2015-01-01",
            "ESTABLISHED,  2012-01-01, ,           2026-01-01, EXPIRED,      2016-01-01",
            "ESTABLISHED,  2012-01-01, 2023-05-01, 2026-04-30, ESTABLISHED,  2012-01-01",
            "CONTACTED_US, 2012-01-01, 2012-01-01, 2026-01-01, EXPIRED,      2015-01-01",
            "DORMANT,      2024-01-01, 2012-01-01, 2026-01-01, EXPIRED,      2025-01-01" })
    void whatIsLongDueIsDoneByWhoeverLooksAsOfWhenItWasDue(RelationshipState state, String since, String lastContact, String at,
            RelationshipState then, String thenSince) {
        var it = Relationship.unknown(UUID.randomUUID(), "example-nl", instant(since));
        it.state = state;
        it.lastContactAt = instant(lastContact);

        assertEquals(state != then, it.aged(CLOCKS, instant(at)));

        assertEquals(then, it.state);
        assertEquals(instant(thenSince), it.since);
    }

    @ParameterizedTest
    @CsvSource({
            // two who are one: the state of either, and what theirs is
            "UNKNOWN,      EXPIRED,      EXPIRED",
            "EXPIRED,      CONTACTED_US, CONTACTED_US",
            "EXPIRED,      DORMANT,      DORMANT",
            "EXPIRED,      ESTABLISHED,  ESTABLISHED",
            "DORMANT,      ESTABLISHED,  ESTABLISHED",
            "CONTACTED_US, ESTABLISHED,  ESTABLISHED",
            "CONTACTED_US, CONTACTED_US, CONTACTED_US" })
    void twoWhoAreOneHaveTheGreaterRelationshipWhicheverIsKept(RelationshipState one, RelationshipState other,
            RelationshipState theirs) {
        assertEquals(theirs, joined(one, "2026-01-01", other, "2026-01-01"));
        assertEquals(theirs, joined(other, "2026-01-01", one, "2026-01-01"));
    }

    @ParameterizedTest
    @CsvSource({
            // since when one sleeps, when the other wrote, what they are
            "2025-06-01, 2026-01-01, ESTABLISHED",
            "2025-06-01, 2025-01-01, DORMANT" })
    void whoSleptAndHasWrittenSinceIsAwake(String asleep, String wrote, RelationshipState theirs) {
        assertEquals(theirs, joined(RelationshipState.DORMANT, asleep, RelationshipState.CONTACTED_US, wrote));
        assertEquals(theirs, joined(RelationshipState.CONTACTED_US, wrote, RelationshipState.DORMANT, asleep));
    }

    private static RelationshipState joined(RelationshipState one, String since, RelationshipState other, String otherSince) {
        var kept = standing(one, since);
        kept.absorb(standing(other, otherSince));
        return kept.state;
    }

    private static Relationship standing(RelationshipState state, String since) {
        var it = Relationship.unknown(UUID.randomUUID(), "example-nl", instant(since));
        it.state = state;
        it.lastContactAt = state == RelationshipState.CONTACTED_US ? instant(since) : null;
        return it;
    }

    private static Instant instant(String date) {
        return date == null ? null : Instant.parse(date + "T00:00:00Z");
    }
}
