package eu.onrecord.archive.seal;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** A key that is not there takes what was sealed under it with it, and nothing else; and it is seen why. */
@QuarkusTest
class KeysTest extends ArchiveTest {
    private static final String WHEN = "2026-02-01T10:00:00Z";
    @Inject
    @ReactiveDataSource("keys")
    Pool keys;
    private String conversation;

    /** In two months, so under two keys. */
    @BeforeEach
    void twoMessages() {
        send(at(Instant.parse("2026-01-15T10:00:00Z"), "wamid.1", "in januari"));
        send(at(Instant.parse("2026-02-15T10:00:00Z"), "wamid.2", "in februari"));
        send(disclosure(thread, "delivered"));
        conversation = await().atMost(SOON)
                .until(() -> pool.preparedQuery("""
                        select c.id from conversation c join conversation_thread t on t.conversation_id = c.id
                        where t.thread = $1 and c.state = 'RELEASED' and c.opened_at < '2026-01-31'""")
                        .execute(Tuple.of(thread.value()))
                        .await().atMost(SOON), rows -> rows.rowCount() == 1)
                .iterator().next().getUUID("id").toString();
    }

    @Test
    void whatWasErasedSaysWhenAndWhy() {
        var certificate = UUID.randomUUID();
        destroyJanuary("wrapped = null, destroyed_at = '" + WHEN + "', certificate = '" + certificate + "'");

        transcript(conversation).statusCode(200).body("entries", hasSize(3))
                .body("entries[0].notRead.reason", startsWith("erased"))
                .body("entries[0].notRead.at", startsWith("2026-02-01T10:00:00")).body("entries[0].notRead.certificate",
                        startsWith(certificate.toString()))
                .body("entries.text", hasItem("in februari"));
    }

    @Test
    void aLostKeyIsNoErasure() {
        keys("delete from data_key where scope = $1 and month = '2026-01-01'");

        transcript(conversation).statusCode(200).body("entries[0].notRead.reason", startsWith("key-lost"))
                .body("entries.text", hasItem("in februari"));
    }

    @Test
    void aDamagedKeyReadsNothingAndSealsNothingMoreAndTheNextIsMade() {
        destroyJanuary("wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)");
        send(at(Instant.parse("2026-01-16T10:00:00Z"), "wamid.3", "later in januari"));

        await().atMost(SOON).untilAsserted(() -> transcript(conversation).statusCode(200)
                .body("entries.text", hasItem("later in januari")));
        transcript(conversation).body("entries.findAll { it.notRead != null }.notRead.reason", contains("key-unusable"));
        assertEquals(2, living());
    }

    @Test
    void afterADestructionTheNextKeyIsAnother() {
        destroyJanuary("wrapped = null, destroyed_at = '" + WHEN + "'");
        send(at(Instant.parse("2026-01-16T10:00:00Z"), "wamid.3", "later in januari"));

        await().atMost(SOON).untilAsserted(() -> transcript(conversation).statusCode(200)
                .body("entries.text", hasItem("later in januari")));
        assertEquals(2, living());
    }

    private long living() {
        return keys.preparedQuery("select count(*) as count from data_key where scope = $1 and month = '2026-01-01'")
                .execute(Tuple.of(thread.value())).await().atMost(SOON).iterator().next().getLong("count");
    }

    private void destroyJanuary(String how) {
        keys("update data_key set " + how + " where scope = $1 and month = '2026-01-01'");
    }

    private void keys(String statement) {
        assertEquals(1, keys.preparedQuery(statement).execute(Tuple.of(thread.value())).await().atMost(SOON).rowCount());
    }
}
