package eu.onrecord.consent.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.gate.Decision.Verdict;
import eu.onrecord.consent.gate.Situation.CustomerView;
import eu.onrecord.consent.gate.Situation.Telling;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.consent.relationship.Relationship;
import eu.onrecord.consent.relationship.RelationshipState;

class GateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest(name = "{0} (template {1}) to {2}, marketing agreed {3}, opted out of {4} {5} h ago, wrote {6} h ago: {7}")
    @CsvSource({
            // purpose, template, relationship, marketing, opt-out, hours since, hours since last message, reason
            "SERVICE,       false, UNKNOWN,      false, NONE,      ,  1,  no-relationship",
            "SERVICE,       true,  UNKNOWN,      false, NONE,      ,  ,   no-relationship",
            "SERVICE,       false, EXPIRED,      false, NONE,      ,  1,  relationship-expired",
            "SERVICE,       false, CONTACTED_US, false, NONE,      ,  1,  within-window",
            "TRANSACTIONAL, false, CONTACTED_US, false, NONE,      ,  1,  contact-only",
            "SERVICE,       false, CONTACTED_US, false, NONE,      ,  24, window-closed",
            "SERVICE,       true,  CONTACTED_US, false, NONE,      ,  24, contact-only",
            "SERVICE,       false, CONTACTED_US, false, NONE,      ,  ,   window-closed",
            "MARKETING,     false, CONTACTED_US, true,  NONE,      ,  1,  no-marketing-basis",
            "CALL,          false, CONTACTED_US, false, NONE,      ,  1,  no-call-permission",
            "SERVICE,       false, ESTABLISHED,  false, NONE,      ,  23, within-window",
            "SERVICE,       false, ESTABLISHED,  false, NONE,      ,  24, window-closed",
            "SERVICE,       true,  ESTABLISHED,  false, NONE,      ,  24, template",
            "TRANSACTIONAL, true,  ESTABLISHED,  false, NONE,      ,  ,   template",
            "TRANSACTIONAL, false, ESTABLISHED,  false, NONE,      ,  1,  within-window",
            "MARKETING,     true,  ESTABLISHED,  false, NONE,      ,  1,  no-marketing-basis",
            "MARKETING,     true,  ESTABLISHED,  true,  NONE,      ,  ,   template",
            "MARKETING,     false, ESTABLISHED,  true,  NONE,      ,  1,  within-window",
            "MARKETING,     true,  DORMANT,      true,  NONE,      ,  ,   no-marketing-basis",
            "TRANSACTIONAL, true,  DORMANT,      true,  NONE,      ,  ,   template",
            "MARKETING,     true,  ESTABLISHED,  true,  MARKETING, 2, 1,  opted-out-of-marketing",
            "SERVICE,       false, ESTABLISHED,  false, MARKETING, 2, 1,  within-window",
            "SERVICE,       false, ESTABLISHED,  false, ALL,       1, 2,  opted-out",
            "SERVICE,       false, ESTABLISHED,  false, ALL,       2, 2,  opted-out",
            "SERVICE,       false, ESTABLISHED,  false, ALL,       2, 1,  answer-after-opt-out",
            "SERVICE,       true,  ESTABLISHED,  false, ALL,       2, 1,  opted-out",
            "TRANSACTIONAL, false, ESTABLISHED,  false, ALL,       2, 1,  opted-out",
            "MARKETING,     false, ESTABLISHED,  true,  ALL,       2, 1,  opted-out",
            "SERVICE,       false, ESTABLISHED,  false, ALL,       40, 30, opted-out" })
    void theFirstRuleThatAppliesDecides(Purpose purpose, boolean template, RelationshipState state, boolean marketing,
            OptOut optOut, Long optedOutHoursAgo, Long wroteHoursAgo, String reason) {
        var customer = customer(state, marketing, optOut, hoursAgo(optedOutHoursAgo), false, false);

        var decision = Gate
                .decide(situation(purpose, template, customer, hoursAgo(wroteHoursAgo), true, Telling.DONE, true, true));

        assertEquals(reason, decision.reason().word());
    }

    @ParameterizedTest
    @CsvSource({ "true, DONE, true, ALLOW, within-window", "false, DONE, true, HOLD, knowledge-stale",
            "true, UNDER_WAY, true, HOLD, notice-not-proven", "true, FAILED, true, DENY, notice-failed",
            "true, DONE, false, HOLD, channel-interrupted", "false, FAILED, false, HOLD, knowledge-stale" })
    void whatMayGoWaitsForWhatIsMissing(boolean fresh, Telling telling, boolean open, Verdict verdict, String reason) {
        var customer = customer(RelationshipState.ESTABLISHED, false, OptOut.NONE, null, false, false);

        var decision = Gate.decide(situation(Purpose.SERVICE, false, customer, hoursAgo(1L), true, telling, fresh, open));

        assertEquals(verdict, decision.verdict());
        assertEquals(reason, decision.reason().word());
    }

    @Test
    void suspensionAndRestrictionShutTheGateWhateverElseHolds() {
        var suspended = customer(RelationshipState.ESTABLISHED, true, OptOut.NONE, null, true, false);
        var restricted = customer(RelationshipState.ESTABLISHED, true, OptOut.NONE, null, false, true);

        for (var purpose : Purpose.values()) {
            assertEquals("suspended", decide(purpose, suspended).reason().word());
            assertEquals("restricted", decide(purpose, restricted).reason().word());
        }
    }

    @Test
    void aChannelWithoutAWindowLetsCustomersBeWrittenToAndNoStrangers() {
        var established = customer(RelationshipState.ESTABLISHED, false, OptOut.NONE, null, false, false);
        var contact = customer(RelationshipState.CONTACTED_US, false, OptOut.NONE, null, false, false);

        assertTrue(Gate.decide(situation(Purpose.TRANSACTIONAL, false, established, hoursAgo(99L), false, Telling.DONE, true,
                true)).allowed());
        assertEquals("contact-only", Gate.decide(situation(Purpose.SERVICE, false, contact, hoursAgo(99L), false, Telling.DONE,
                true, true)).reason().word());
    }

    /** Every combination there is: what must never be allowed is not, whatever the rest. */
    @Test
    void nothingIsAllowedThatTheTableForbids() {
        everySituation().forEach(GateTest::assertNotForbidden);
    }

    private static void assertNotForbidden(Situation situation) {
        var decision = Gate.decide(situation);
        var it = situation.customer();

        if (decision.verdict() == Verdict.DENY) {
            return;
        }
        assertFalse(it.suspended() || it.restricted(), situation::toString);
        assertFalse(it.relationship() == RelationshipState.UNKNOWN || it.relationship() == RelationshipState.EXPIRED,
                situation::toString);
        assertFalse(it.optOut() == OptOut.ALL
                && (situation.purpose() != Purpose.SERVICE || situation.isTemplate() || !situation.wroteAgain()),
                situation::toString);
        assertFalse(situation.purpose() == Purpose.MARKETING
                && (it.optOut() != OptOut.NONE || it.relationship() != RelationshipState.ESTABLISHED), situation::toString);
        assertFalse(situation.hasWindow() && !situation.isTemplate() && !situation.isWindowOpen(), situation::toString);
        assertFalse(decision.allowed() && !situation.isFresh(), situation::toString);
    }

    @Test
    void theWindowIsOpenForJust24Hours() {
        var window = new ServiceWindow(NOW);

        assertTrue(window.isOpenAt(NOW.plus(Duration.ofHours(24)).minusMillis(1)));
        assertFalse(window.isOpenAt(NOW.plus(Duration.ofHours(24))));
        assertFalse(new ServiceWindow(null).isOpenAt(NOW));
    }

    private static Stream<Situation> everySituation() {
        var situations = new ArrayList<Situation>();
        for (var purpose : Purpose.values()) {
            for (var customer : everyCustomer()) {
                for (var bits = 0; bits < 16; bits++) {
                    for (var wrote : new Long[] { null, 1L, 25L }) {
                        for (var telling : Telling.values()) {
                            situations.add(situation(purpose, (bits & 1) != 0, customer, hoursAgo(wrote), (bits & 2) != 0,
                                    telling, (bits & 4) != 0, (bits & 8) != 0));
                        }
                    }
                }
            }
        }
        return situations.stream();
    }

    private static List<CustomerView> everyCustomer() {
        var customers = new ArrayList<CustomerView>();
        for (var state : RelationshipState.values()) {
            for (var optOut : OptOut.values()) {
                for (var bits = 0; bits < 8; bits++) {
                    customers.add(customer(state, (bits & 1) != 0, optOut, optOut == OptOut.NONE ? null : hoursAgo(12L),
                            (bits & 2) != 0, (bits & 4) != 0));
                }
            }
        }
        return customers;
    }

    private static Decision decide(Purpose purpose, CustomerView customer) {
        return Gate.decide(situation(purpose, false, customer, hoursAgo(1L), true, Telling.DONE, true, true));
    }

    private static Situation situation(Purpose purpose, boolean template, CustomerView customer, Instant wrote,
            boolean hasWindow, Telling telling, boolean fresh, boolean open) {
        return new Situation(purpose, template, customer, new ServiceWindow(wrote), hasWindow, telling, fresh, open, NOW);
    }

    private static CustomerView customer(RelationshipState state, boolean marketing, OptOut optOut, Instant silentSince,
            boolean suspended, boolean restricted) {
        return new CustomerView(state, permissions(state, marketing), optOut, silentSince, suspended, restricted);
    }

    private static Set<Purpose> permissions(RelationshipState state, boolean marketing) {
        var relationship = new Relationship();
        relationship.state = state;
        relationship.marketingSince = marketing ? NOW.minusSeconds(1) : null;
        return relationship.permissions();
    }

    private static Instant hoursAgo(Long hours) {
        return hours == null ? null : NOW.minus(Duration.ofHours(hours));
    }
}
