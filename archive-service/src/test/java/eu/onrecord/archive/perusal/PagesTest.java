package eu.onrecord.archive.perusal;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.contract.chat.Kind;
import io.quarkus.test.junit.QuarkusTest;

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
}
