package eu.onrecord.archive.intake;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import io.quarkus.test.junit.QuarkusTest;

/** What follows from a record is made again from it, whenever it is missing. */
@QuarkusTest
class FollowingTest extends ArchiveTest {

    @Test
    void whatWasNotDoneWhenItWasRecordedIsDoneLater() {
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(photo("media-of-following", null));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");

        // as if the pod had died between the two steps
        change("delete from mention where scope = $1", thread.value());
        change("delete from media where scope = $1", thread.value());
        change("delete from conversation_identifier where conversation_id = $1", UUID.fromString(id));
        change("delete from conversation_thread where thread = $1", thread.value());
        change("delete from conversation where id = $1", UUID.fromString(id));
        change("""
                insert into following (record_id, occurred_at, due_at) select id, occurred_at, now() from record
                where thread = $1""", thread.value());

        await().atMost(SOON).untilAsserted(() -> transcript(conversation("released")).statusCode(200)
                .body("entries.text", hasItem("Goedemorgen")).body("entries.findAll { it.files != null }", hasSize(1)));
        await().atMost(SOON).until(() -> count("following f join record r on r.id = f.record_id where r.scope = $1",
                thread.value()) == 0);
        assertEquals(id, conversation("released"), "it is the same conversation");
    }
}
