package eu.onrecord.archive.perusal;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.local.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

/** However much a customer writes, and however often: a page can be held, and all of it is read. */
@QuarkusTest
class PagesTest extends ArchiveTest {
    private static final int LARGEST_ANSWER = 10 * 1024 * 1024;
    /** Until it is done again what did not follow at once. */
    private static final Duration HEAD_START = Duration.ofSeconds(50);

    private final Instant start = Instant.now().minusSeconds(3000);

    @Test
    void aPageIsBoundedByItsBytesAndTheNextGoesOn() {
        var long1 = "x".repeat(500_000);
        IntStream.range(0, 20).forEach(i -> send(at(Instant.now().minusSeconds(100 - i), "wamid." + i, i + " " + long1)));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 21);

        var texts = new ArrayList<String>();
        var pages = 0;
        var after = "";
        while (after != null) {
            var page = page(id, after, 500);
            assertTrue(page.extract().asByteArray().length < LARGEST_ANSWER);
            page.extract().<List<String>> path("entries.text").stream().filter(text -> text != null)
                    .forEach(text -> texts.add(text.split(" ")[0]));
            after = page.extract().path("next") == null ? null : next(page);
            pages++;
        }

        assertEquals(IntStream.range(0, 20).mapToObj(String::valueOf).toList(), texts);
        assertTrue(pages > 2, "several pages");
    }

    /** What is done to one message is read with it, and does not hold up who reads on. */
    @Test
    void marksWithoutEndMakeNoPageWithoutEnd() {
        send(at(start, "wamid.1", "eerste"));
        IntStream.range(0, 1500).forEach(i -> send(marked(Kind.EDIT, start.plusMillis(i + 1), "wamid.1", "anders " + i)));
        send(at(start.plusSeconds(2000), "wamid.2", "tweede"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 1503);
        await().atMost(SOON).until(() -> count("following") == 0);

        var texts = new ArrayList<String>();
        var after = "";
        while (after != null) {
            var page = page(id, after, 1);
            page.extract().<List<String>> path("entries.text").stream().filter(text -> text != null).forEach(texts::add);
            after = page.extract().path("next") == null ? null : next(page);
        }

        assertEquals(List.of("eerste", "tweede"), texts);
    }

    /** One turned bit in what was done to a message: the message is read, and beside it stands that something is not. */
    @Test
    void whatWasDoneToAMessageAndCannotBeOpenedSaysSo() {
        var now = Instant.now();
        send(at(now.minusSeconds(60), "wamid.1", "eerste"));
        send(marked(Kind.REVOCATION, now.minusSeconds(30), "wamid.1", null));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 3);
        change("update sealed_content set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where record_id ="
                + " (select id from record where thread = $1 and type like '%revocation%')", thread.value());

        transcript(id).statusCode(200).body("entries.text", hasItem("eerste"))
                .body("entries.notRead.reason", hasItem("broken"));
    }

    /** However little is asked for, what was done to one message may be more than is held: then it is read by itself. */
    @Test
    void whatIsTooMuchBesideAMessageIsReadByItself() {
        send(at(start, "wamid.1", "eerste"));
        IntStream.range(0, 12).forEach(
                i -> send(marked(Kind.EDIT, start.plusSeconds(i + 1), "wamid.1", i + " " + "x".repeat(500_000))));
        send(marked(Kind.REVOCATION, start.plusSeconds(100), "wamid.1", null));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 15);

        assertEquals(true, page(id, "", 1).extract().path("isCut"));
        assertEquals(15, records(id, 500).size());
        assertEquals(15, records(id, 1).size());
    }

    /** A copy with an earlier time is no reason to pass over a message that was there when the reading began. */
    @Test
    void whatArrivesMeanwhileHidesNothing() {
        var id = twenty();
        var first = page(id, "", 10);
        IntStream.range(10, 20).forEach(i -> send(at(start.plusMillis(i), "wamid." + i, "kopie " + i)));
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 31);

        var texts = with(first, id);
        assertTrue(texts.containsAll(IntStream.range(0, 20).mapToObj(i -> "bericht " + i).toList()), texts::toString);
    }

    /** However long before the reading began it was stamped. */
    @Test
    void whatIsCommittedLateHidesNothing() {
        var id = twenty();
        var held = pool.getConnection().await().atMost(SOON);
        var transaction = held.begin().await().atMost(SOON);
        held.query("select 1 from intake_position for update").execute().await().atMost(SOON);
        send(at(start.plusMillis(1), "wamid.15", "kopie 15"));
        await().atMost(SOON).until(() -> waiting() > 0);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> waiting() > 0);
        var first = page(id, "", 10);
        transaction.rollback().await().atMost(SOON);
        held.close().await().atMost(SOON);
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 22 && count("following") == 0);

        var texts = with(first, id);
        assertTrue(texts.contains("bericht 15"), texts::toString);
    }

    /** It is recorded, and what follows from it was not done when the page was read on which it would stand. */
    @Test
    void whatFollowsLateHidesNothing() {
        var id = twenty();
        var held = pool.getConnection().await().atMost(SOON);
        var transaction = held.begin().await().atMost(SOON);
        held.query("lock table mention in share mode").execute().await().atMost(SOON);
        send(marked(Kind.EDIT, start.plusSeconds(100), "wamid.2", "anders 2"));
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 22);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> waiting() > 0);
        var first = page(id, "", 10);
        transaction.rollback().await().atMost(SOON);
        held.close().await().atMost(SOON);
        await().atMost(HEAD_START).until(() -> count("following") == 0);

        var texts = with(first, id);
        assertTrue(texts.contains("anders 2"), texts::toString);
        assertEquals(1, with(page(id, "", 10), id).stream().filter("bericht 2"::equals).count());
        assertFalse(with(page(id, "", 10), id).contains("anders 2"), "it is read with its message");
    }

    private String twenty() {
        IntStream.range(0, 20).forEach(i -> send(at(start.plusSeconds(i), "wamid." + i, "bericht " + i)));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 21 && count("following") == 0);
        return id;
    }

    private long waiting() {
        return count("pg_stat_activity where wait_event_type = 'Lock' and pid <> pg_backend_pid()");
    }

    /** The texts of a page, and of all behind it. */
    private List<String> with(ValidatableResponse first, String id) {
        var texts = new ArrayList<String>(first.extract().<List<String>> path("entries.text"));
        for (var after = next(first); after != null;) {
            var page = page(id, after, 10);
            texts.addAll(page.extract().<List<String>> path("entries.text"));
            after = page.extract().path("next") == null ? null : next(page);
        }
        return texts;
    }

    /** Messages that are joined by one id after the other are more than is followed, and that is said. */
    @Test
    void aChainOfIdsHidesNothing() {
        var ids = IntStream.range(0, 14).mapToObj(i -> UUID.randomUUID().toString()).toList();
        IntStream.range(0, 13).forEach(i -> send(joined(start.plusSeconds(i), ids.get(i), ids.get(i + 1))));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 14);

        assertEquals(true, page(id, "", 500).extract().path("isCut"));
        assertEquals(14, records(id, 3).size());
    }

    private ChatEvent joined(Instant at, String id, String reference) {
        var it = at(at, id, "gelijk");
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), Direction.OUTBOUND, it.kind(), it.source(), it.message().reference(reference), null, null, null,
                it.occurredAt(), it.timeOf(), it.receivedAt(), it.original());
    }

    private List<String> records(String id, int limit) {
        var found = new ArrayList<String>();
        var after = "";
        while (after != null) {
            var page = asAuditor().get("/conversations/" + id + "/transcript?purpose=complaint&view=records&limit=" + limit
                    + after).then().statusCode(200);
            found.addAll(page.extract().<List<String>> path("entries.record"));
            after = page.extract().path("next") == null ? null : next(page);
        }
        assertEquals(found.size(), Set.copyOf(found).size());
        return found;
    }

    /** Many who read at once wait for their turn, and what comes meanwhile is recorded. */
    @Test
    void manyReadersHoldUpNoRecord() throws Exception {
        IntStream.range(0, 30).forEach(
                i -> send(at(Instant.now().minusSeconds(100 - i), "wamid." + i, i + " " + "x".repeat(60_000))));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 31);
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/conversations/" + id
                + "/transcript?purpose=complaint")).header("Authorization", "Bearer " + TestTokens.of("anna", "auditor"))
                .timeout(Duration.ofSeconds(60)).build();
        var answers = IntStream.range(0, 400)
                .mapToObj(i -> http.sendAsync(request, HttpResponse.BodyHandlers.discarding())).toList();

        send(at(Instant.now(), "wamid.meanwhile", "intussen"));
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 32);
        assertTrue(answers.stream().anyMatch(answer -> !answer.isDone()), "they still read");

        var statuses = new TreeSet<Integer>();
        for (var answer : answers) {
            statuses.add(answer.get(60, TimeUnit.SECONDS).statusCode());
        }
        assertEquals(Set.of(200, 503), statuses);
    }

    /** Who hung up while they waited for their turn keep nobody from theirs. */
    @ParameterizedTest
    @CsvSource({ "mention, /transcript?purpose=complaint", "conversation_identifier, ''" })
    void whoHungUpTakesNoTurn(String locked, String path) throws Exception {
        var id = twenty();
        var asked = "/conversations" + (path.isEmpty() ? "" : "/" + id + path);
        var held = pool.getConnection().await().atMost(SOON);
        var transaction = held.begin().await().atMost(SOON);
        held.query("lock table " + locked + " in access exclusive mode").execute().await().atMost(SOON);
        var before = waiting();
        var gone = new ArrayList<Socket>();
        for (var i = 0; i < 250; i++) {
            var socket = new Socket("localhost", RestAssured.port);
            gone.add(socket);
            socket.getOutputStream().write(("GET " + asked + " HTTP/1.1\r\nHost: localhost\r\nCustomer-Phone: " + phone
                    + "\r\nAuthorization: Bearer " + TestTokens.of("anna", "auditor") + "\r\n\r\n").getBytes(US_ASCII));
        }
        await().atMost(SOON).until(() -> waiting() >= before + 4);
        for (var socket : gone) {
            socket.close();
        }
        var acts = reads();
        transaction.rollback().await().atMost(SOON);
        held.close().await().atMost(SOON);
        given().header("Authorization", "Bearer " + TestTokens.of("arthur", "auditor")).header("Customer-Phone", phone)
                .get(asked).then().statusCode(200);

        assertTrue(reads() - acts < 100, () -> reads() - acts + " were opened for nobody");
    }

    private long reads() {
        return count("record where type in ('eu.onrecord.act.read.v1', 'eu.onrecord.act.searched.v1')");
    }
}
