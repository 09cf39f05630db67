package eu.onrecord.consent.sending;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.consent.Conversation;
import eu.onrecord.consent.TestClock;
import eu.onrecord.consent.freshness.Freshness;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.local.testing.PlatformResource;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.WhatsAppResource;
import eu.onrecord.local.testing.WhatsAppResource.Simulated;
import eu.onrecord.local.whatsapp.Behaviour;
import eu.onrecord.local.whatsapp.SentMessage;
import eu.onrecord.local.whatsapp.WhatsAppSimulator;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;

/** How fast messages go, and what becomes of them when the provider tells something at an unusual time. */
@QuarkusTest
@WithTestResource(value = PlatformResource.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
@WithTestResource(WhatsAppResource.class)
@WithTestResource(TestTokens.class)
class SendingTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration A_WHILE = Duration.ofMillis(500);

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

    private final List<Conversation> conversations = new ArrayList<>();

    @BeforeEach
    void behave() {
        whatsApp.behave(Behaviour.normal());
        pass(Duration.ofMinutes(1));
        await().atMost(SOON).until(() -> freshness.isFresh("a".repeat(32), clock.instant()));
    }

    @AfterEach
    void close() {
        conversations.forEach(Conversation::close);
    }

    @Test
    void aStatusWithoutReferenceThatComesBeforeTheAnswerCountsWhenTheAnswerIsThere() {
        var contact = conversation("whatsapp-nl");
        whatsApp.behave(Behaviour.normal().answeringAfter(Duration.ofSeconds(2)));
        contact.writes("wamid.1", "Hallo", clock.instant());
        await().atMost(SOON).until(() -> sentTo(contact).size() == 1);

        var status = contact.status(sentTo(contact).get(0).id(), null, Status.State.DELIVERED, null, clock.instant());
        var early = "early_status where event_id = '" + status + "'";

        await().atMost(SOON).until(() -> count(early) == 1);
        await().atMost(SOON).until(() -> "delivered".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));
        await().atMost(SOON).until(() -> count(early) == 0);
    }

    @Test
    void aChannelSendsNoFasterThanItsProviderTakes() {
        for (var i = 0; i < 5; i++) {
            conversation("whatsapp-slow").writes("wamid.1", "Hallo", clock.instant());
        }

        for (var expected : List.of(2, 4, 5)) {
            await().atMost(SOON).until(() -> sentToAll() == expected);
            await().during(A_WHILE).atMost(SOON).until(() -> sentToAll() == expected);
            pass(Duration.ofSeconds(2));
        }
    }

    @Test
    void aCustomerGetsNoMoreThanTheProviderTakesForOneCustomer() {
        var contact = conversation("whatsapp-nl");
        contact.writes("wamid.1", "Hallo", clock.instant());
        await().atMost(SOON).until(() -> sentTo(contact).size() == 1);
        var customer = customerOf(contact);
        for (var i = 0; i < 50; i++) {
            answer(customer, "whatsapp-nl", "Antwoord " + i);
            pass(Duration.ofMillis(1));
        }

        await().atMost(SOON).until(() -> sentTo(contact).size() == 45);
        await().during(A_WHILE).atMost(SOON).until(() -> sentTo(contact).size() == 45);
        pass(Duration.ofSeconds(271));
        asTimePasses(() -> sentTo(contact).size() == 51);
        assertEquals("Antwoord 49", sentTo(contact).get(50).text());
    }

    @Test
    void whenAStatusSaysThatTheAccountIsBlockedNothingGoesUntilItIsTriedAgain() {
        var contact = conversation("whatsapp-slow");
        contact.writes("wamid.1", "Hallo", clock.instant());
        await().atMost(SOON).until(() -> sentTo(contact).size() == 1);
        var notice = sentTo(contact).get(0);
        contact.status(notice.id(), notice.reference(), Status.State.FAILED, "131031", clock.instant());
        await().atMost(SOON).until(() -> "failed".equals(contact.lastState(Change.DISCLOSURE_CHANGED)));

        var id = answer(customerOf(contact), "whatsapp-slow", "Dag");
        agent().get("/messages/" + id).then().body("state", is("held")).body("waitsFor", is("channel-interrupted"));
        await().during(A_WHILE).atMost(SOON).until(() -> sentTo(contact).size() == 1);

        asTimePasses(() -> sentTo(contact).size() == 2);
    }

    @Test
    void whatComesForAChannelThatIsNotConfiguredIsPutAsideAndHoldsUpNothing() {
        var unknown = conversation("whatsapp-new");
        unknown.writes("wamid.1", "Hallo", clock.instant());
        var contact = conversation("whatsapp-nl");
        contact.writes("wamid.1", "Hallo", clock.instant());

        await().atMost(SOON).until(() -> sentTo(contact).size() == 1
                && count("dead_letter where reason = 'channel-unknown' and thread = '" + unknown.thread().value() + "'") == 1);
        assertEquals(0, count("thread where id = '" + unknown.thread().value() + "'"));
    }

    private Conversation conversation(String channel) {
        var conversation = new Conversation(bootstrapServers, "example-nl", channel, "+316");
        conversations.add(conversation);
        return conversation;
    }

    private String customerOf(Conversation contact) {
        await().atMost(SOON).untilAsserted(() -> agent().header("Customer-Phone", contact.phone())
                .get("/relationships?legalEntity=example-nl").then().body("$", hasSize(1)));
        return agent().header("Customer-Phone", contact.phone()).get("/relationships?legalEntity=example-nl").then().extract()
                .path("[0].customer");
    }

    private String answer(String customer, String channel, String text) {
        return agent().contentType("application/json").header("Idempotency-Key", UUID.randomUUID().toString())
                .body(Map.of("customer", customer, "channel", channel, "purpose", "service", "text", text)).post("/messages")
                .then().statusCode(202).extract().path("id");
    }

    /** The clock stands still, and what is held is looked at again later. */
    private void asTimePasses(Callable<Boolean> condition) {
        await().atMost(SOON).until(() -> {
            pass(Duration.ofSeconds(5));
            return condition.call();
        });
    }

    private void pass(Duration time) {
        ((TestClock) clock).advance(time);
    }

    private int sentToAll() {
        return conversations.stream().mapToInt(contact -> sentTo(contact).size()).sum();
    }

    private List<SentMessage> sentTo(Conversation contact) {
        return whatsApp.sentMessages().stream().filter(it -> it.to().equals(contact.phone())).toList();
    }

    private long count(String what) {
        return pool.query("select count(*) as count from " + what).execute().await().atMost(SOON).iterator().next()
                .getLong("count");
    }

    private static RequestSpecification agent() {
        return given().header("Authorization", "Bearer " + TestTokens.of("anna", "agent"));
    }
}
