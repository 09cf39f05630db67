package eu.onrecord.consent.sending;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import eu.onrecord.consent.Conversation;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.local.phone.SentMessage;
import io.quarkus.test.junit.QuarkusTest;

/**
 * The wire to the database breaks at each step from a customer's message to the published record of our answer, before the step
 * or after it. To the database that is what a crash is: what was not committed never was, and what was, nobody was told.
 */
@QuarkusTest
class CrashAtEveryStepTest extends BrokenWireTest {
    private static final String CLAIM = "set state = 'CLAIMED'";
    private static final String CLEARANCE = "select i.kind, i.sealed from customer_identifier";
    private static final String OUTCOME = "select * from outbound_message where id = $1 for update";
    private static final String COMMIT = "COMMIT";

    private Conversation contact;

    /** What the provider has, and what the database knows of it, when the wire breaks. */
    private enum Known {
        /** It will be sent as if nothing had been. */
        NOTHING_BEGAN,
        /** It was not sent, and nobody can know that. */
        CLAIMED,
        /** It was sent, and nobody can know that. */
        SENT,
        /** It was sent, and that is on record. */
        RECORDED
    }

    private enum Step {
        BATCH_IS_SAVED(Known.NOTHING_BEGAN, () -> SqlBreakpoint.before("insert into outbound_message")),
        MESSAGE_IS_QUEUED(Known.NOTHING_BEGAN, () -> SqlBreakpoint.after("insert into outbound_message")),
        BATCH_IS_COMMITTED(Known.NOTHING_BEGAN, () -> SqlBreakpoint.before("insert into outbound_message", COMMIT)),
        BATCH_WAS_COMMITTED(Known.NOTHING_BEGAN, () -> SqlBreakpoint.after("insert into outbound_message", COMMIT)),
        CLAIM_WAS_COMMITTED(Known.CLAIMED, () -> SqlBreakpoint.afterRowsOf(CLAIM)),
        CLEARANCE_IS_GIVEN(Known.CLAIMED, () -> SqlBreakpoint.before(CLEARANCE)),
        CLEARANCE_WAS_GIVEN(Known.CLAIMED, () -> SqlBreakpoint.after(CLEARANCE)),
        CLEARANCE_IS_COMMITTED(Known.CLAIMED, () -> SqlBreakpoint.before(CLEARANCE, COMMIT)),
        CLEARANCE_WAS_COMMITTED(Known.CLAIMED, () -> SqlBreakpoint.after(CLEARANCE, COMMIT)),
        PROVIDER_TOOK_IT(Known.SENT, () -> SqlBreakpoint.before(OUTCOME)),
        OUTCOME_IS_BEGUN(Known.SENT, () -> SqlBreakpoint.after(OUTCOME)),
        MESSAGE_IS_UPDATED(Known.SENT, () -> SqlBreakpoint.before(OUTCOME, "update outbound_message m")),
        MESSAGE_WAS_UPDATED(Known.SENT, () -> SqlBreakpoint.after(OUTCOME, "update outbound_message m")),
        SENT_EVENT_IS_WRITTEN(Known.SENT, () -> SqlBreakpoint.after(OUTCOME, "insert into outbox")),
        OUTCOME_IS_COMMITTED(Known.SENT, () -> SqlBreakpoint.before(OUTCOME, COMMIT)),
        OUTCOME_WAS_COMMITTED(Known.RECORDED, () -> SqlBreakpoint.after(OUTCOME, COMMIT)),
        PUBLISHED_IS_FORGOTTEN(Known.RECORDED, () -> SqlBreakpoint.before("delete from outbox")),
        PUBLISHED_IS_COMMITTED(Known.RECORDED, () -> SqlBreakpoint.before("delete from outbox", COMMIT)),
        PUBLISHED_WAS_COMMITTED(Known.RECORDED, () -> SqlBreakpoint.after("delete from outbox", COMMIT));

        private final Known known;
        private final Supplier<SqlBreakpoint> breakpoint;

        Step(Known known, Supplier<SqlBreakpoint> breakpoint) {
            this.known = known;
            this.breakpoint = breakpoint;
        }
    }

    @BeforeEach
    void meet() {
        contact = conversation();
    }

    /** What a first message publishes before anything is sent would be broken too: publishing is the agent's message's test. */
    @ParameterizedTest
    @EnumSource(names = { "PUBLISHED_IS_FORGOTTEN", "PUBLISHED_IS_COMMITTED",
            "PUBLISHED_WAS_COMMITTED" }, mode = EnumSource.Mode.EXCLUDE)
    void aNoticeGoesOnceOrTwiceWhereNobodyCouldKnow(Step step) {
        breakAt(step, () -> contact.writes("wamid.1", "Hallo"));
        if (step.known == Known.NOTHING_BEGAN) {
            await().atMost(SOON).ignoreExceptions().until(() -> sent().size() == 1 && isSettled());
        }
        pass(Duration.ofMinutes(11));
        var expected = step.known == Known.SENT ? 2 : 1;

        await().atMost(SOON).ignoreExceptions().until(() -> sent().size() == expected && isSettled());
        pass(Duration.ofMinutes(11));
        assertNoMoreThan(expected);
        await().atMost(SOON).until(() -> contact.published(Change.DISCLOSURE_CHANGED).stream()
                .anyMatch(event -> "accepted".equals(event.state())));
    }

    @ParameterizedTest
    @EnumSource(names = { "PROVIDER_TOOK_IT", "OUTCOME_IS_BEGUN", "MESSAGE_IS_UPDATED", "MESSAGE_WAS_UPDATED",
            "SENT_EVENT_IS_WRITTEN", "OUTCOME_IS_COMMITTED" })
    void aStatusThatCarriesOurReferenceSettlesWhatNobodyKnew(Step step) {
        breakAt(step, () -> contact.writes("wamid.1", "Hallo"));
        await().atMost(SOON).until(() -> sent().size() == 1);
        contact.status(sent().get(0), Status.State.DELIVERED);
        await().atMost(SOON).until(() -> "delivered".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        pass(Duration.ofMinutes(11));

        assertNoMoreThan(1);
    }

    @ParameterizedTest
    @EnumSource(names = { "BATCH_IS_SAVED", "MESSAGE_IS_QUEUED", "BATCH_IS_COMMITTED",
            "BATCH_WAS_COMMITTED" }, mode = EnumSource.Mode.EXCLUDE)
    void anAgentsMessageNeverGoesTwice(Step step) {
        contact.writes("wamid.1", "Hallo");
        await().atMost(SOON).ignoreExceptions().until(() -> sent().size() == 1 && isSettled() && count("outbox") == 0
                && freshness.isFresh(contact.thread().value(), clock.instant()));
        var request = as("agent").contentType("application/json").header("Idempotency-Key", UUID.randomUUID())
                .body(request(contact, customerOf(contact), Map.of("text", "Dag")));

        breakAt(step, () -> request.post("/messages"));
        String id = await().atMost(SOON).until(() -> request.post("/messages"), answer -> answer.statusCode() == 202)
                .path("id");
        pass(Duration.ofMinutes(11));

        var state = step.known == Known.RECORDED ? "accepted" : "uncertain";
        await().atMost(SOON).ignoreExceptions()
                .untilAsserted(() -> as("agent").get("/messages/" + id).then().body("state", is(state)));
        assertNoMoreThan(step.known == Known.CLAIMED ? 1 : 2);
    }

    private void breakAt(Step step, Runnable what) {
        var breakpoint = step.breakpoint.get();
        PostgresBehindAFaultyWire.wire.tap(breakpoint);
        what.run();
        await().atMost(SOON).until(breakpoint::wasHit);
        PostgresBehindAFaultyWire.wire.allIsWell();
    }

    /** Another run of all that could send has found nothing to send. */
    private void assertNoMoreThan(int expected) {
        await().atMost(SOON).ignoreExceptions().until(this::isSettled);
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> sent().size() == expected);
        assertEquals(expected, sent().size());
    }

    private boolean isSettled() {
        return count("outbound_message where thread = $1 and state in ('QUEUED', 'CLAIMED', 'HELD')",
                contact.thread().value()) == 0;
    }

    private List<SentMessage> sent() {
        return sentTo(contact);
    }
}
