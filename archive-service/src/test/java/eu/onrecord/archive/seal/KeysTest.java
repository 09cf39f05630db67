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
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.ThreadId;
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

    /**
     * The key that wraps those of a whole year: what was sealed waits for whoever can mend it, and what comes is sealed anew.
     */
    @Test
    void aDamagedKeyOfAYearHoldsUpNothing() {
        var entity = "kek-" + phone.substring(1);
        var first = entity(at(Instant.parse("2026-01-15T10:00:00Z"), "wamid.7", "eerst"), entity, thread("1" + phone));
        send(first);
        await().atMost(SOON).until(() -> count("record where legal_entity = $1", entity) == 1);
        // of next year's nobody has used one yet, and it is damaged
        keys.preparedQuery("insert into key_encryption_key (id, legal_entity, year, master_id, wrapped, created_at) "
                + "select gen_random_uuid(), $1, 2027, master_id, decode('00', 'hex') || wrapped, created_at "
                + "from key_encryption_key where legal_entity = $1").execute(Tuple.of(entity)).await().atMost(SOON);
        send(entity(at(Instant.parse("2027-01-15T10:00:00Z"), "wamid.8", "daarna"), entity, thread("2" + phone)));
        send(text(thread, "wamid.9", "van een ander"));

        await().atMost(SOON).until(() -> count("record where legal_entity = $1", entity) == 2);
        await().atMost(SOON).untilAsserted(() -> transcript(conversation).body("entries.text", hasItem("van een ander")));
        assertEquals(2, keys.preparedQuery("select 1 from key_encryption_key where legal_entity = $1 and year = 2027")
                .execute(Tuple.of(entity)).await().atMost(SOON).rowCount());
    }

    /** While pods remember it as it was: whoever starts tomorrow could open nothing of what is sealed under it meanwhile. */
    @Test
    void aKeyOfAYearThatIsDamagedWhileItIsUsedWrapsNothingMore() {
        var entity = "kek2-" + phone.substring(1);
        send(entity(at(Instant.parse("2026-01-15T10:00:00Z"), "wamid.7", "eerst"), entity, thread("3" + phone)));
        await().atMost(SOON).until(() -> count("record where legal_entity = $1", entity) == 1);
        keys.preparedQuery("update key_encryption_key set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) "
                + "where legal_entity = $1").execute(Tuple.of(entity)).await().atMost(SOON);

        send(entity(at(Instant.parse("2026-01-16T10:00:00Z"), "wamid.8", "daarna"), entity, thread("4" + phone)));

        await().atMost(SOON).until(() -> count("record where legal_entity = $1", entity) == 2);
        assertEquals(1,
                keys.preparedQuery("select 1 from key_encryption_key where legal_entity = $1 and retired_at is not null")
                        .execute(Tuple.of(entity)).await().atMost(SOON).rowCount());
        assertEquals(2, keys.preparedQuery("select 1 from key_encryption_key where legal_entity = $1")
                .execute(Tuple.of(entity)).await().atMost(SOON).rowCount());
    }

    private static ChatEvent entity(ChatEvent it, String legalEntity, ThreadId thread) {
        return new ChatEvent(legalEntity, it.channel(), it.provider(), it.network(), it.business(), thread, it.customer(),
                it.direction(), it.kind(), it.source(), it.message(), null, null, null, it.occurredAt(), it.timeOf(),
                it.receivedAt(), it.original());
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
