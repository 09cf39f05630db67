package eu.onrecord.archive.conversation;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.archive.QuickVerification;
import eu.onrecord.archive.rebuild.Rebuild;
import eu.onrecord.archive.verification.Verification;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Tuple;

/** A number is somebody else's from one moment on: neither reads as the other, whenever that is told. */
@QuarkusTest
@TestProfile(QuickVerification.class)
class SeparationTest extends ArchiveTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    @Inject
    Verification verification;
    private static final UUID JAN = UUID.fromString("0a000000-0000-4000-8000-000000000001");
    private static final UUID PIET = UUID.fromString("0a000000-0000-4000-8000-000000000002");
    @Inject
    Rebuild rebuild;

    /** Which of a thread's times a link means is decided anew when another time of it is told. */
    @Test
    void aLinkMeansWhoIsToldLaterToo() {
        var since = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.MILLIS);
        var other = thread("other " + phone);
        send(in(other, since));
        send(at(since, "wamid.1", "een"));
        send(separated(since.plusSeconds(100), PIET));
        heard(3, other);
        send(linked(since.plusSeconds(300), JAN, other));
        heard(4, other);
        send(separated(since.plusSeconds(200), JAN));
        heard(5, other);

        assertEquals(conversation(other, since), conversation(thread, since.plusSeconds(200)));
        nothingIsFoundOf(conversation(other, since), conversation(thread, since.plusSeconds(100)));
    }

    /** Wrongly together one customer would be read by whoever may read another. */
    @Test
    void aLinkThatMeantALaterTimeMeansTheOneThatIsToldThen() {
        var since = Instant.now().minusSeconds(7200).truncatedTo(ChronoUnit.MILLIS);
        var other = thread("other " + phone);
        send(in(other, since));
        for (var second : List.of(0, 600, 2000, 5500)) {
            send(at(since.plusSeconds(second), "wamid." + second, "na " + second));
        }
        heard(5, other);
        send(separated(since.plusSeconds(500), PIET));
        heard(6, other);
        send(separated(since.plusSeconds(5000), JAN));
        heard(7, other);
        send(linked(since.plusSeconds(2000), JAN, other));
        heard(8, other);
        assertEquals(conversation(other, since), conversation(thread, since.plusSeconds(5000)));

        send(separated(since.plusSeconds(1500), JAN));
        heard(9, other);

        assertEquals(conversation(other, since), conversation(thread, since.plusSeconds(1500)));
        assertNotEquals(conversation(other, since), conversation(thread, since.plusSeconds(5000)));
        nothingIsFoundOf(conversation(other, since), conversation(thread, since.plusSeconds(5000)));
    }

    private ChatEvent in(ThreadId other, Instant at) {
        var it = at(at, "wamid.other", "elders");
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), other, it.customer(),
                it.direction(), it.kind(), it.source(), it.message(), null, null, null, it.occurredAt(), it.timeOf(),
                it.receivedAt(), it.original());
    }

    private ConsentEvent linked(Instant at, UUID customer, ThreadId other) {
        return new ConsentEvent("example-nl", "whatsapp-nl", other, customer, Change.THREADS_LINKED, null, null, null, null,
                List.of(other, thread), at);
    }

    private ConsentEvent separated(Instant since, UUID customer) {
        return new ConsentEvent("example-nl", "whatsapp-nl", thread, customer, Change.CUSTOMERS_SEPARATED, null, null, null,
                null, null, Instant.now(), since, 1L, null);
    }

    private void heard(int records, ThreadId other) {
        await().atMost(LONG).until(() -> count("record where scope in ($1, $2)", thread.value(), other.value()) == records
                && count("following f join record r on r.id = f.record_id where r.scope in ($1, $2)", thread.value(),
                        other.value()) == 0);
    }

    private String conversation(ThreadId of, Instant at) {
        return pool.preparedQuery("select conversation_id from conversation_thread where thread = $1 and since <= $2"
                + " and until > $2").execute(Tuple.of(of.value(), at.atOffset(ZoneOffset.UTC))).await().atMost(SOON).iterator()
                .next().getUUID("conversation_id").toString();
    }

    @RepeatedTest(6)
    void neitherReadsAsTheOtherWheneverItIsTold(RepetitionInfo repetition) {
        var since = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        var events = new ArrayList<Runnable>(List.of(() -> send(at(since.minusSeconds(50), "wamid.1", "van Jan")),
                () -> send(told(since.minusSeconds(40))), () -> send(at(since.plusSeconds(10), "wamid.2", "van Piet")),
                () -> send(separated(since))));
        Collections.shuffle(events, new Random(repetition.getCurrentRepetition()));
        events.forEach(event -> {
            event.run();
            producer.flush();
        });
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 4 && count("following") == 0);

        var jan = found("released");
        assertEquals(1, found("pending").size());
        assertEquals(1, jan.size());
        transcript(jan.get(0)).statusCode(200).body("entries.text", hasItem("van Jan")).body("entries.text",
                not(hasItem("van Piet")));
        transcript(found("pending").get(0)).statusCode(409);

        send(told(since.plusSeconds(20)));
        await().atMost(LONG).until(() -> found("released").size() == 2);
        var piet = found("released").stream().filter(id -> !jan.contains(id)).findFirst().orElseThrow();
        transcript(piet).statusCode(200).body("entries.text", hasItem("van Piet")).body("entries.text",
                not(hasItem("van Jan")));

        itFollowsFromTheRecords(jan.get(0), piet);
    }

    /** The former holder's conversation on another channel's number, linked before, stays whole. */
    @RepeatedTest(2)
    void whatWasLinkedBeforeStaysWithTheFormerHolder(RepetitionInfo repetition) {
        var since = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        var other = thread("NL." + phone);
        send(at(since.minusSeconds(50), "wamid.1", "onder het nummer"));
        send(text(other, "wamid.2", "onder de naam"));
        send(told(since.minusSeconds(40)));
        send(linked(JAN, since.minusSeconds(30), thread, other));
        await().atMost(LONG).until(() -> count("record where thread = any(array[$1, $2])", thread.value(), other.value()) == 4
                && count("following") == 0);
        send(separated(since));
        send(at(since.plusSeconds(10), "wamid.3", "van een ander"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 5 && count("following") == 0);

        await().atMost(LONG).untilAsserted(() -> assertEquals(1, found("released").size()));
        transcript(found("released").get(0)).statusCode(200)
                .body("entries.text.findAll { it != null }", containsInAnyOrder("onder het nummer", "onder de naam"));
        assertEquals(1, found("pending").size());
    }

    /** A link is of the holders of its time, also where it was told before anybody knew of another. */
    @RepeatedTest(4)
    void aLinkOfTheNewHolderIsNotTheFormers(RepetitionInfo repetition) {
        var since = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        var other = thread("NL." + phone);
        var events = new ArrayList<Runnable>(List.of(() -> send(at(since.minusSeconds(50), "wamid.1", "van Jan")),
                () -> send(text(other, "wamid.2", "van Piet, onder een naam")),
                () -> send(linked(PIET, since.plusSeconds(30), thread, other)),
                () -> send(separated(since)), () -> send(told(since.plusSeconds(20)))));
        Collections.shuffle(events, new Random(repetition.getCurrentRepetition()));
        events.forEach(event -> {
            event.run();
            producer.flush();
        });
        await().atMost(LONG).until(() -> count("record where thread = any(array[$1, $2])", thread.value(), other.value()) == 5
                && count("following") == 0);

        await().atMost(LONG).untilAsserted(() -> assertEquals(1, found("released").size()));
        transcript(found("released").get(0)).statusCode(200).body("entries.text", hasItem("van Piet, onder een naam"))
                .body("entries.text", not(hasItem("van Jan")));
        assertEquals(1, found("pending").size());
    }

    /** It lists all that the former holder has, as far as anybody knows: also what is somebody else's by then. */
    @RepeatedTest(6)
    void aLinkOfTheFormerHolderTakesNothingOfTheNewOne(RepetitionInfo repetition) {
        var since = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        var other = thread("NL." + phone);
        var third = thread("BE." + phone);
        var events = new ArrayList<Runnable>(List.of(() -> send(at(since.minusSeconds(50), "wamid.1", "van Jan")),
                () -> send(told(since.minusSeconds(40))), () -> send(linked(JAN, since.minusSeconds(30), thread, other)),
                () -> send(text(other, "wamid.2", "van Jan, onder een naam")),
                () -> send(at(since.plusSeconds(10), "wamid.3", "van Piet")),
                () -> send(text(third, "wamid.4", "van Jan, elders")),
                () -> send(linked(JAN, since.plusSeconds(30), thread, other, third)), () -> send(separated(since))));
        Collections.shuffle(events, new Random(repetition.getCurrentRepetition()));
        events.forEach(event -> {
            event.run();
            producer.flush();
        });
        await().atMost(LONG)
                .until(() -> count("record where thread = any(array[$1, $2, $3])", thread.value(), other.value(),
                        third.value()) == 8
                        && count("following") == 0);

        await().atMost(LONG).untilAsserted(() -> assertEquals(1, found("released").size()));
        transcript(found("released").get(0)).statusCode(200).body("entries.text.findAll { it != null }",
                containsInAnyOrder("van Jan", "van Jan, onder een naam", "van Jan, elders"));
        assertEquals(1, found("pending").size());
    }

    /** Told again, in a thread that is somebody else's by then: it ends when that was told, in whatever order. */
    @RepeatedTest(4)
    void aLinkThatIsToldAgainIsHeardAgain(RepetitionInfo repetition) {
        var since = Instant.now().minus(Duration.ofHours(9)).truncatedTo(ChronoUnit.MILLIS);
        var other = thread("NL." + phone);
        var third = thread("BE." + phone);
        var events = new ArrayList<Runnable>(List.of(() -> send(at(since, "wamid.1", "van Jan")),
                () -> send(in(other, since)),
                () -> send(linkedIn(other, since.plus(Duration.ofHours(2)), other, thread, third)),
                () -> send(linkedIn(thread, since.plus(Duration.ofHours(8)), other, thread, third)),
                () -> send(separated(since.plus(Duration.ofHours(5))))));
        Collections.shuffle(events, new Random(repetition.getCurrentRepetition()));
        events.forEach(event -> {
            event.run();
            producer.flush();
        });
        await().atMost(LONG).until(() -> count("record where scope in ($1, $2)", thread.value(), other.value()) == 5
                && count("following") == 0);

        var id = conversation(other, since);
        var ended = pool.preparedQuery("select last_at from conversation where id = $1").execute(Tuple.of(UUID.fromString(id)))
                .await().atMost(SOON).iterator().next().getOffsetDateTime("last_at").toInstant();
        assertEquals(since.plus(Duration.ofHours(8)).truncatedTo(ChronoUnit.HOURS), ended);
        nothingIsFoundOf(id, conversation(thread, since.plus(Duration.ofHours(6))));
    }

    private ConsentEvent linkedIn(ThreadId in, Instant at, ThreadId... threads) {
        return new ConsentEvent("example-nl", "whatsapp-nl", in, JAN, Change.THREADS_LINKED, null, null, null, null,
                List.of(threads), at);
    }

    /** Two that are said of one moment: the same one holds it whoever was told first. */
    @RepeatedTest(2)
    void ofTwoHoldersOfOneMomentTheSameOneCounts(RepetitionInfo repetition) {
        var since = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.MILLIS);
        var other = thread("other " + phone);
        send(in(other, since));
        send(at(since, "wamid.1", "een"));
        send(at(since.plusSeconds(200), "wamid.2", "twee"));
        heard(3, other);
        send(linked(since.plusSeconds(300), JAN, other));
        heard(4, other);
        var holders = repetition.getCurrentRepetition() == 1 ? List.of(JAN, PIET) : List.of(PIET, JAN);
        send(separated(since.plusSeconds(100), holders.get(0)));
        heard(5, other);
        send(separated(since.plusSeconds(100), holders.get(1)));
        heard(6, other);

        assertEquals(conversation(other, since), conversation(thread, since.plusSeconds(100)));
        nothingIsFoundOf(conversation(other, since), conversation(thread, since));
    }

    /** Consent-service merges customers, and the link names the one that stays: nobody here knows that it is Piet. */
    @RepeatedTest(4)
    void aLinkOfSomebodyWhoIsNotKnownTakesNothingOfTheFormerHolder(RepetitionInfo repetition) {
        var since = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        var other = thread("NL." + phone);
        var merged = UUID.randomUUID();
        var events = new ArrayList<Runnable>(List.of(() -> send(at(since.minusSeconds(50), "wamid.1", "van Jan")),
                () -> send(told(since.minusSeconds(40))), () -> send(text(other, "wamid.2", "van Piet, onder een naam")),
                () -> send(at(since.plusSeconds(10), "wamid.3", "van Piet")), () -> send(separated(since)),
                () -> send(linked(merged, since.plusSeconds(30), thread, other))));
        Collections.shuffle(events, new Random(repetition.getCurrentRepetition()));
        events.forEach(event -> {
            event.run();
            producer.flush();
        });
        await().atMost(LONG).until(() -> count("record where thread = any(array[$1, $2])", thread.value(), other.value()) == 6
                && count("following") == 0);

        await().atMost(LONG).untilAsserted(() -> assertEquals(1, found("released").size()));
        transcript(found("released").get(0)).statusCode(200).body("entries.text.findAll { it != null }", contains("van Jan"));
    }

    /** A pod's clock may be ahead of another's. */
    @Test
    void aLinkOfTheNewHolderAMomentBeforeIsTheirs() {
        var since = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        var other = thread("NL." + phone);
        send(at(since.minusSeconds(50), "wamid.1", "van Jan"));
        send(text(other, "wamid.2", "van Piet, onder een naam"));
        send(separated(since));
        send(told(since.plusSeconds(20)));
        send(linked(PIET, since.minusMillis(1), thread, other));
        await().atMost(LONG).until(() -> count("record where thread = any(array[$1, $2])", thread.value(), other.value()) == 5
                && count("following") == 0);

        await().atMost(LONG).untilAsserted(() -> assertEquals(1, found("released").size()));
        transcript(found("released").get(0)).statusCode(200).body("entries.text.findAll { it != null }",
                contains("van Piet, onder een naam"));
    }

    /** A row whose time is not its id's any more is a finding, and no reason to go round in circles. */
    @Test
    void aSeparationThatWasMovedIsFoundAndEndsTheVerification() {
        var since = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        send(at(since.minusSeconds(50), "wamid.1", "van Jan"));
        send(separated(since));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 2 && count("following") == 0);
        var moved = "update record set occurred_at = occurred_at %s interval '1 ms' where thread = $1 and type like '%%separated%%'";
        change(moved.formatted("+"), thread.value());
        try {
            var findings = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> verification.run(true, progress -> {
            }));
            assertFalse(findings.isEmpty());
        } finally {
            change(moved.formatted("-"), thread.value());
        }
    }

    private void itFollowsFromTheRecords(String... conversations) {
        nothingIsFoundOf(conversations);
        transcript(conversations[0]).body("entries.text.findAll { it != null }", contains("van Jan"));
        transcript(conversations[1]).body("entries.text.findAll { it != null }", contains("van Piet"));
    }

    private void nothingIsFoundOf(String... conversations) {
        for (var i = 0; i < 2; i++) {
            var findings = verification.run(true, progress -> {
            });
            assertEquals(List.of(), findings.stream().map(Object::toString)
                    .filter(it -> it.contains(thread.value()) || List.of(conversations).stream().anyMatch(it::contains))
                    .toList());
            rebuild.run(progress -> {
            });
        }
    }

    private List<String> found(String state) {
        return asAuditor().header("Customer-Phone", phone).queryParam("state", state).get("/conversations").then()
                .statusCode(200).extract().path("id");
    }

    private ConsentEvent told(Instant at) {
        var it = disclosure(thread, "delivered");
        return new ConsentEvent(it.legalEntity(), it.channel(), it.thread(), it.customer(), it.change(), it.state(), null,
                it.evidence(), it.disclosure(), null, at);
    }

    private ConsentEvent linked(UUID customer, Instant at, ThreadId... threads) {
        return new ConsentEvent("example-nl", "whatsapp-nl", thread, customer, Change.THREADS_LINKED, null, null, null, null,
                List.of(threads), at);
    }

    private ConsentEvent separated(Instant since) {
        return new ConsentEvent("example-nl", "whatsapp-nl", thread, PIET, Change.CUSTOMERS_SEPARATED, null, null,
                null, null, null, Instant.now(), since, 1L, null);
    }
}
