package eu.onrecord.consent.sending;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.consent.Conversation;
import eu.onrecord.consent.TestClock;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.WhatsAppResource;
import eu.onrecord.local.testing.WhatsAppResource.Simulated;
import eu.onrecord.local.whatsapp.Behaviour;
import eu.onrecord.local.whatsapp.SentMessage;
import eu.onrecord.local.whatsapp.WhatsAppSimulator;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * Whatever breaks between a claim, the provider and the record of what it said: every customer is told, twice only where nobody
 * could know, never three times; and an agent's message never goes twice. The wire to the database breaks at any point, the
 * provider answers late or never or never gets the message, statuses come or do not, and every webhook comes twice.
 */
@QuarkusTest
@WithTestResource(value = PostgresBehindAFaultyWire.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
@WithTestResource(WhatsAppResource.class)
@WithTestResource(TestTokens.class)
class OneNoticeTest {
    private static final int CUSTOMERS = 15;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String NOTICE = "U chat met";

    @Simulated
    WhatsAppSimulator whatsApp;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;
    @Inject
    Clock clock;
    @Inject
    Pool pool;

    private final List<Conversation> contacts = new ArrayList<>();
    private final Map<String, String> keys = new HashMap<>();

    @AfterEach
    void mend() {
        PostgresBehindAFaultyWire.wire.allIsWell();
        whatsApp.behave(Behaviour.normal());
        contacts.forEach(Conversation::close);
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3 })
    void everyCustomerIsToldOnceOrTwiceWhereNobodyCouldKnowAndAnAnswerNeverGoesTwice(long seed) throws Exception {
        var random = new Random(seed);
        for (var i = 0; i < CUSTOMERS; i++) {
            whatsApp.behave(anyBehaviour(random));
            var contact = new Conversation(bootstrapServers, "example-nl", "whatsapp-nl", "+316");
            contacts.add(contact);
            contact.writes("wamid.1", "Hallo", clock.instant());
            contact.writes("wamid.1", "Hallo", clock.instant());
            breakSomething(random);
            contacts.forEach(this::tryToAnswer);
            tellSome(random);
        }

        PostgresBehindAFaultyWire.wire.allIsWell();
        whatsApp.behave(Behaviour.normal());
        await().atMost(SOON).ignoreExceptions().until(() -> contacts.stream().allMatch(this::tryToAnswer));
        pass(Duration.ofMinutes(11));

        await().atMost(SOON).ignoreExceptions().until(() -> contacts.stream().allMatch(contact -> noticesTo(contact) >= 1));
        await().atMost(SOON).ignoreExceptions().until(() -> {
            pass(Duration.ofSeconds(5));
            return waiting() == 0;
        });
        var twice = contacts.stream().filter(contact -> noticesTo(contact) == 2).count();
        assertTrue(contacts.stream().allMatch(contact -> noticesTo(contact) <= 2), "three notices");
        assertTrue(contacts.stream().allMatch(contact -> answersTo(contact) <= 1), "an answer went twice");
        assertTrue(twice < CUSTOMERS, "every notice went twice: nothing is ever known");
    }

    private void pass(Duration time) {
        ((TestClock) clock).advance(time);
    }

    private static Behaviour anyBehaviour(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Behaviour.normal().droppingConnections();
            case 1 -> Behaviour.normal().answeringAfter(Duration.ofMillis(50));
            case 2 -> Behaviour.normal().failingWith(131000);
            case 3 -> Behaviour.normal().takingNothing();
            default -> Behaviour.normal();
        };
    }

    /** At a moment that is different each time, so that every step meets it once. */
    private static void breakSomething(Random random) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(120));
        switch (random.nextInt(3)) {
            case 0 -> PostgresBehindAFaultyWire.wire.cut();
            case 1 -> {
                PostgresBehindAFaultyWire.wire.swallowAnswers();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
                PostgresBehindAFaultyWire.wire.allIsWell();
            }
            default -> {
            }
        }
    }

    private void tellSome(Random random) {
        for (var contact : contacts) {
            sentTo(contact).stream().filter(sent -> random.nextInt(4) == 0).forEach(sent -> contact.status(sent.id(),
                    sent.reference(), Status.State.DELIVERED, null, clock.instant()));
        }
    }

    /** The same answer with the same key, until it is taken. */
    private boolean tryToAnswer(Conversation contact) {
        if ("taken".equals(keys.get(contact.phone() + " taken"))) {
            return true;
        }
        var key = keys.computeIfAbsent(contact.phone(), ignored -> UUID.randomUUID().toString());
        var found = agent().header("Customer-Phone", contact.phone()).get("/relationships?legalEntity=example-nl");
        if (found.statusCode() != 200 || found.jsonPath().getList("$").isEmpty()) {
            return false;
        }
        Response answer = agent().contentType("application/json").header("Idempotency-Key", key)
                .body(Map.of("customer", found.jsonPath().getString("[0].customer"), "channel", "whatsapp-nl", "purpose",
                        "service", "text", "Dag " + contact.phone()))
                .post("/messages");
        if (answer.statusCode() == 202) {
            keys.put(contact.phone() + " taken", "taken");
        }
        return answer.statusCode() == 202;
    }

    private static RequestSpecification agent() {
        return given().header("Authorization", "Bearer " + TestTokens.of("anna", "agent"));
    }

    private long waiting() {
        return pool.query("select count(*) as count from outbound_message where state in ('QUEUED', 'CLAIMED', 'HELD')")
                .execute().await().atMost(SOON).iterator().next().getLong("count");
    }

    private long noticesTo(Conversation contact) {
        return sentTo(contact).stream().filter(sent -> sent.text().startsWith(NOTICE)).count();
    }

    private long answersTo(Conversation contact) {
        return sentTo(contact).stream().filter(sent -> sent.text().startsWith("Dag ")).count();
    }

    private List<SentMessage> sentTo(Conversation contact) {
        return whatsApp.sentMessages().stream().filter(sent -> sent.to().equals(contact.phone())).collect(Collectors.toList());
    }
}
