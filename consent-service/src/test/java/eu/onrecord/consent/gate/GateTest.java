package eu.onrecord.consent.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.RelationshipState;

class GateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest(name = "{0} to {1}, opted out of {2} {3} h ago, suspended {4}, wrote {5} h ago: {6}")
    @CsvSource({
            // purpose, relationship, opt-out, hours since, suspended, hours since last message, reason
            "SERVICE,       UNKNOWN,      NONE,      , false, 1,  no-relationship",
            "SERVICE,       EXPIRED,      NONE,      , false, 1,  no-relationship",
            "SERVICE,       CONTACTED_US, NONE,      , false, 1,  within-window",
            "TRANSACTIONAL, CONTACTED_US, NONE,      , false, 1,  within-window",
            "SERVICE,       CONTACTED_US, NONE,      , false, 24, window-closed",
            "SERVICE,       CONTACTED_US, NONE,      , false, ,   window-closed",
            "SERVICE,       ESTABLISHED,  NONE,      , false, 23, within-window",
            "SERVICE,       DORMANT,      NONE,      , false, 25, window-closed",
            "SERVICE,       ESTABLISHED,  NONE,      , true,  1,  suspended",
            "MARKETING,     CONTACTED_US, NONE,      , false, 1,  no-marketing-basis",
            "MARKETING,     DORMANT,      NONE,      , false, 1,  no-marketing-basis",
            "MARKETING,     ESTABLISHED,  NONE,      , false, 1,  within-window",
            "MARKETING,     ESTABLISHED,  MARKETING, 2, false, 1, opted-out-of-marketing",
            "SERVICE,       ESTABLISHED,  MARKETING, 2, false, 1, within-window",
            "SERVICE,       ESTABLISHED,  ALL,       1, false, 2, opted-out",
            "SERVICE,       ESTABLISHED,  ALL,       2, false, 2, opted-out",
            "SERVICE,       ESTABLISHED,  ALL,       2, false, 1, answer-after-opt-out",
            "TRANSACTIONAL, ESTABLISHED,  ALL,       2, false, 1, opted-out",
            "MARKETING,     ESTABLISHED,  ALL,       2, false, 1, opted-out",
            "SERVICE,       ESTABLISHED,  ALL,       40, false, 30, opted-out",
            "SERVICE,       CONTACTED_US, ALL,       2, true,  1, suspended" })
    void theFirstRuleThatAppliesDecides(Purpose purpose, RelationshipState state, OptOut optOut, Long optedOutHoursAgo,
            boolean suspended, Long wroteHoursAgo, String reason) {
        var situation = new Situation(purpose, state, optOut, hoursAgo(optedOutHoursAgo), suspended,
                new ServiceWindow(hoursAgo(wroteHoursAgo)), NOW);

        assertEquals(reason, Gate.decide(situation).reason().word());
    }

    @Test
    void nobodyIsWrittenToWithoutARelationshipOrAnOpenWindowWhateverElseHolds() {
        for (var purpose : Purpose.values()) {
            for (var optOut : OptOut.values()) {
                for (var state : RelationshipState.values()) {
                    var since = optOut == OptOut.NONE ? null : hoursAgo(30L);
                    assertFalse(decide(purpose, state, optOut, since, hoursAgo(25L)).allowed());
                    var inWindow = decide(purpose, state, optOut, since, hoursAgo(1L));
                    assertFalse(inWindow.allowed()
                            && (state == RelationshipState.UNKNOWN || state == RelationshipState.EXPIRED));
                }
            }
        }
    }

    @Test
    void theWindowIsOpenForJust24Hours() {
        var window = new ServiceWindow(NOW);

        assertTrue(window.isOpenAt(NOW.plus(Duration.ofHours(24)).minusMillis(1)));
        assertFalse(window.isOpenAt(NOW.plus(Duration.ofHours(24))));
        assertFalse(new ServiceWindow(null).isOpenAt(NOW));
    }

    private static Decision decide(Purpose purpose, RelationshipState state, OptOut optOut, Instant since, Instant wrote) {
        return Gate.decide(new Situation(purpose, state, optOut, since, false, new ServiceWindow(wrote), NOW));
    }

    private static Instant hoursAgo(Long hours) {
        return hours == null ? null : NOW.minus(Duration.ofHours(hours));
    }
}
