package eu.onrecord.consent.sending;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import eu.onrecord.consent.Conversation;
import eu.onrecord.consent.TestClock;
import eu.onrecord.consent.freshness.Freshness;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.WhatsAppResource;
import eu.onrecord.local.testing.WhatsAppResource.Simulated;
import eu.onrecord.local.whatsapp.SentMessage;
import eu.onrecord.local.whatsapp.WhatsAppSimulator;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The wire to the database breaks at each step from a customer's message to the published record of our answer, before the step
 * or after it. To the database that is what a crash is: what was not committed never was, and what was, nobody was told.
 */
@QuarkusTest
@WithTestResource(value = PostgresBehindAFaultyWire.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
@WithTestResource(WhatsAppResource.class)
@WithTestResource(TestTokens.class)
class CrashAtEveryStepTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String CLAIM = "set state = 'CLAIMED'";
    private static final String CLEARANCE = "select i.kind, i.sealed from customer_identifier";
    private static final String OUTCOME = "select * from outbound_message where id = $1 for update";
    private static final String COMMIT = "COMMIT";

    @Simulated
    WhatsAppSimulator whatsApp;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    @Inject
    Clock clock;
    @Inject
    Freshness freshness;
    @Inject
    Pool pool;

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
        contact = new Conversation(bootstrapServers, "example-nl", "whatsapp-nl", "+316");
    }

    @AfterEach
    void mend() {
        PostgresBehindAFaultyWire.wire.allIsWell();
        contact.close();
    }

    /** What a first message publishes before anything is sent would be broken too: publishing is the agent's message's test. */
    @ParameterizedTest
    @EnumSource(names = { "PUBLISHED_IS_FORGOTTEN", "PUBLISHED_IS_COMMITTED",
            "PUBLISHED_WAS_COMMITTED" }, mode = EnumSource.Mode.EXCLUDE)
    void aNoticeGoesOnceOrTwiceWhereNobodyCouldKnow(Step step) {
        breakAt(step, () -> contact.writes("wamid.1", "Hallo", clock.instant()));
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
        breakAt(step, () -> contact.writes("wamid.1", "Hallo", clock.instant()));
        await().atMost(SOON).until(() -> sent().size() == 1);
        contact.status(sent().get(0).id(), sent().get(0).reference(), Status.State.DELIVERED, null, clock.instant());
        await().atMost(SOON).until(() -> "delivered".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        pass(Duration.ofMinutes(11));

        assertNoMoreThan(1);
    }

    @ParameterizedTest
    @EnumSource(names = { "BATCH_IS_SAVED", "MESSAGE_IS_QUEUED", "BATCH_IS_COMMITTED",
            "BATCH_WAS_COMMITTED" }, mode = EnumSource.Mode.EXCLUDE)
    void anAgentsMessageNeverGoesTwice(Step step) {
        contact.writes("wamid.1", "Hallo", clock.instant());
        await().atMost(SOON).until(() -> sent().size() == 1 && isSettled() && outbox() == 0
                && freshness.isFresh(contact.thread().value(), clock.instant()));
        var customer = agent().header("Customer-Phone", contact.phone()).get("/relationships?legalEntity=example-nl").then()
                .extract().<String> path("[0].customer");
        var request = agent().contentType("application/json").header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("customer", customer, "channel", "whatsapp-nl", "purpose", "service", "text", "Dag"));

        breakAt(step, () -> request.post("/messages"));
        String id = request.post("/messages").then().statusCode(202).extract().path("id");
        pass(Duration.ofMinutes(11));

        var state = step.known == Known.RECORDED ? "accepted" : "uncertain";
        await().atMost(SOON).ignoreExceptions()
                .untilAsserted(() -> agent().get("/messages/" + id).then().body("state", is(state)));
        assertNoMoreThan(step.known == Known.CLAIMED ? 1 : 2);
    }

    private void breakAt(Step step, Runnable what) {
        var breakpoint = step.breakpoint.get();
        PostgresBehindAFaultyWire.wire.tap(breakpoint);
        what.run();
        await().atMost(SOON).until(breakpoint::wasHit);
        PostgresBehindAFaultyWire.wire.allIsWell();
    }

    private void pass(Duration time) {
        ((TestClock) clock).advance(time);
    }

    /** Another run of all that could send has found nothing to send. */
    private void assertNoMoreThan(int expected) {
        await().atMost(SOON).ignoreExceptions().until(this::isSettled);
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> sent().size() == expected);
        assertEquals(expected, sent().size());
    }

    private boolean isSettled() {
        return pool.preparedQuery("""
                select count(*) as count from outbound_message where thread = $1 and state in ('QUEUED', 'CLAIMED', 'HELD')""")
                .execute(Tuple.of(contact.thread().value())).await().atMost(SOON).iterator().next().getLong("count") == 0;
    }

    private long outbox() {
        return pool.query("select count(*) as count from outbox").execute().await().atMost(SOON).iterator().next()
                .getLong("count");
    }

    private List<SentMessage> sent() {
        return whatsApp.sentMessages().stream().filter(it -> it.to().equals(contact.phone())).toList();
    }

    private static RequestSpecification agent() {
        return given().header("Authorization", "Bearer " + TestTokens.of("anna", "agent"));
    }
}
