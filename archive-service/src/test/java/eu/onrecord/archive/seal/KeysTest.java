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

    /** Two rows of it exchanged, one moved to another year: neither wraps anything for somebody it is not of. */
    @Test
    void aKeyEncryptionKeyIsNobodyElsesAndOfNoOtherYear() {
        var a = "a-" + phone.substring(1);
        var b = "b-" + phone.substring(1);
        send(of(a, "1", "2026-01-15T10:00:00Z"));
        send(of(b, "2", "2026-01-15T10:00:00Z"));
        await().atMost(SOON).until(() -> recordsOf(a) == 1 && recordsOf(b) == 1);

        changeKeys("update key_encryption_key set legal_entity = case legal_entity when '" + a + "' then '" + b + "' else '" + a
                + "' end, year = 3000 where legal_entity in ('" + a + "', '" + b + "')");
        changeKeys(
                "update key_encryption_key set year = 2026 where year = 3000 and legal_entity in ('" + a + "', '" + b + "')");
        send(of(a, "3", "2026-01-15T10:00:00Z"));
        send(of(b, "4", "2026-01-15T10:00:00Z"));
        await().atMost(SOON).until(() -> recordsOf(a) == 2 && recordsOf(b) == 2);
        assertEquals(2, retired(a, b));

        changeKeys("update key_encryption_key set year = 2027 where legal_entity = '" + a + "' and retired_at is null");
        send(of(a, "5", "2027-01-15T10:00:00Z"));
        await().atMost(SOON).until(() -> recordsOf(a) == 3);
        assertEquals(3, retired(a, b));
    }

    /** Of two scopes' keys exchanged neither opens, and each scope gets another. */
    @Test
    void aDataKeyIsOfNoOtherScope() {
        var a = "c-" + phone.substring(1);
        send(of(a, "1", "2026-01-15T10:00:00Z"));
        send(of(a, "2", "2026-01-15T10:00:00Z"));
        await().atMost(SOON).until(() -> recordsOf(a) == 2);

        changeKeys("update data_key set scope = 'elsewhere' || scope where scope = '" + thread(a + 1).value() + "'");
        changeKeys("update data_key set scope = '" + thread(a + 1).value() + "' where scope = '" + thread(a + 2).value() + "'");
        send(of(a, "1", "2026-01-15T10:00:01Z"));
        await().atMost(SOON).until(() -> recordsOf(a) == 3);
        assertEquals(1, keys.query("select 1 from data_key where retired_at is not null and scope = '"
                + thread(a + 1).value() + "'").execute().await().atMost(SOON).rowCount());
    }

    private ChatEvent of(String legalEntity, String id, String at) {
        var it = at(Instant.parse(at), "wamid." + id + at, id);
        return new ChatEvent(legalEntity, it.channel(), it.provider(), it.network(), it.business(), thread(legalEntity + id),
                it.customer(), it.direction(), it.kind(), it.source(), it.message(), null, null, null, it.occurredAt(),
                it.timeOf(), it.receivedAt(), it.original());
    }

    private void changeKeys(String statement) {
        keys.query(statement).execute().await().atMost(SOON);
    }

    private long recordsOf(String legalEntity) {
        return count("record where legal_entity = $1", legalEntity);
    }

    private int retired(String one, String other) {
        return keys.query("select 1 from key_encryption_key where retired_at is not null and legal_entity in ('" + one + "', '"
                + other + "')").execute().await().atMost(SOON).rowCount();
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
