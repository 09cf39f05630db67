package eu.onrecord.consent.sending;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.consent.Conversation;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.local.phone.Behaviour;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/**
 * Whatever breaks between a claim, the provider and the record of what it said: every customer is told, twice only where nobody
 * could know, never three times; and an agent's message never goes twice. The wire to the database breaks at any point, the
 * provider answers late or never or never gets the message, statuses come or do not, and every webhook comes twice.
 */
@QuarkusTest
class OneNoticeTest extends BrokenWireTest {
    private static final int CUSTOMERS = 15;
    private static final Duration IN_THE_END = Duration.ofSeconds(60);

    private final Map<String, String> keys = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3 })
    void everyCustomerIsToldOnceOrTwiceWhereNobodyCouldKnowAndAnAnswerNeverGoesTwice(long seed) throws Exception {
        var random = new Random(seed);
        for (var i = 0; i < CUSTOMERS; i++) {
            whatsApp.behave(anyBehaviour(random));
            var contact = conversation();
            contact.writes("wamid.1", "Hallo");
            contact.writes("wamid.1", "Hallo");
            breakSomething(random);
            conversations().forEach(this::tryToAnswer);
            tellSome(random);
        }

        PostgresBehindAFaultyWire.wire.allIsWell();
        whatsApp.behave(Behaviour.normal());
        await().atMost(IN_THE_END).ignoreExceptions().until(() -> conversations().stream().allMatch(this::tryToAnswer));
        pass(Duration.ofMinutes(11));

        await().atMost(IN_THE_END).ignoreExceptions()
                .until(() -> conversations().stream().allMatch(contact -> noticesTo(contact) >= 1));
        await().atMost(IN_THE_END).ignoreExceptions().until(() -> {
            pass(Duration.ofSeconds(5));
            return count("outbound_message where thread = any($1) and state in ('QUEUED', 'CLAIMED', 'HELD')",
                    (Object) conversations().stream().map(it -> it.thread().value()).toArray(String[]::new)) == 0;
        });
        var twice = conversations().stream().filter(contact -> noticesTo(contact) == 2).count();
        assertTrue(conversations().stream().allMatch(contact -> noticesTo(contact) <= 2), "three notices");
        assertTrue(conversations().stream().allMatch(contact -> answersTo(contact) <= 1), "an answer went twice");
        assertTrue(twice < CUSTOMERS, "every notice went twice: nothing is ever known");
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
        for (var contact : conversations()) {
            sentTo(contact).stream().filter(sent -> random.nextInt(4) == 0)
                    .forEach(sent -> contact.status(sent, Status.State.DELIVERED));
        }
    }

    /** The same answer with the same key, until it is taken. */
    private boolean tryToAnswer(Conversation contact) {
        if ("taken".equals(keys.get(contact.phone() + " taken"))) {
            return true;
        }
        var key = keys.computeIfAbsent(contact.phone(), ignored -> UUID.randomUUID().toString());
        var found = as("agent").header("Customer-Phone", contact.phone()).get("/relationships?legalEntity=example-nl");
        if (found.statusCode() != 200 || found.jsonPath().getList("$").isEmpty()) {
            return false;
        }
        Response answer = as("agent").contentType("application/json").header("Idempotency-Key", key)
                .body(request(contact, found.jsonPath().getString("[0].customer"), Map.of("text", "Dag " + contact.phone())))
                .post("/messages");
        if (answer.statusCode() == 202) {
            keys.put(contact.phone() + " taken", "taken");
        }
        return answer.statusCode() == 202;
    }

    private long noticesTo(Conversation contact) {
        return sentTo(contact).stream().filter(sent -> sent.text().startsWith(DUTCH_NOTICE)).count();
    }

    private long answersTo(Conversation contact) {
        return sentTo(contact).stream().filter(sent -> sent.text().startsWith("Dag ")).count();
    }
}
