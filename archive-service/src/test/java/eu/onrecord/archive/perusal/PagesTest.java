package eu.onrecord.archive.perusal;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.local.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** However much a customer writes, and however often: a page can be held, and all of it is read. */
@QuarkusTest
class PagesTest extends ArchiveTest {
    private static final int LARGEST_ANSWER = 10 * 1024 * 1024;

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
        var start = Instant.now().minusSeconds(3000);
        send(at(start, "wamid.1", "eerste"));
        IntStream.range(0, 1500).forEach(i -> send(marked(Kind.EDIT, start.plusMillis(i + 1), "wamid.1", "anders " + i)));
        send(at(start.plusSeconds(2000), "wamid.2", "tweede"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 1503);
        longAgo();

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
        var start = Instant.now().minusSeconds(3000);
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
        var start = Instant.now().minusSeconds(3000);
        IntStream.range(0, 20).forEach(i -> send(at(start.plusSeconds(i), "wamid." + i, "bericht " + i)));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 21);
        longAgo();
        var first = page(id, "", 10);
        IntStream.range(10, 20).forEach(i -> send(at(start.plusMillis(i), "wamid." + i, "kopie " + i)));
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == 31);
        var texts = new ArrayList<String>(first.extract().<List<String>> path("entries.text"));
        for (var after = next(first); after != null;) {
            var page = page(id, after, 10);
            texts.addAll(page.extract().<List<String>> path("entries.text"));
            after = page.extract().path("next") == null ? null : next(page);
        }

        assertTrue(texts.containsAll(IntStream.range(0, 20).mapToObj(i -> "bericht " + i).toList()), texts::toString);
    }

    /** Messages that are joined by one id after the other are more than is followed, and that is said. */
    @Test
    void aChainOfIdsHidesNothing() {
        var start = Instant.now().minusSeconds(3000);
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

    /** Before what is taken for simultaneous with the reading. */
    private void longAgo() {
        await().atMost(SOON).until(() -> count("following") == 0);
        change("update mention set recorded_at = recorded_at - interval '1 minute' where scope = $1", thread.value());
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
}
