package eu.onrecord.archive.database;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

/**
 * After years: in tables with many rows everything is found by an index. What PostgreSQL itself counts is looked at, so no
 * statement is forgotten.
 */
@QuarkusTest
class VolumeTest extends ArchiveTest {
    private static final int ROWS = 50_000;
    /** The pool's. */
    private static final int MOST_CONNECTIONS = 20;
    /** All that is done here returns a few dozen rows, and the lanes look again and again. */
    private static final long MOST_READ_ONE_BY_ONE = 1_000;
    private static final long MOST_FETCHED_BY_INDEX = 5_000;
    private static final List<String> FILLED = List.of("record", "sealed_content", "timeless", "following", "conversation",
            "conversation_thread", "conversation_identifier", "mention", "media", "leaf");
    private static final String AT = "timestamptz '2024-01-01' + g * interval '20 minutes'";
    private static final String ID = "('f1110000-0000-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid";

    @BeforeEach
    void fill() {
        fill("record (id, occurred_at, event_hash, scope, thread, type, legal_entity, channel, recorded_at, commitment, understood)",
                ID + ", " + AT
                        + ", sha256(g::text::bytea), 'filler' || g % 5000, 'filler' || g % 5000, 'eu.onrecord.chat.message.v1',"
                        + " 'example-nl', 'whatsapp-nl', now(), sha256(('c' || g)::bytea), true");
        fill("sealed_content (record_id, occurred_at, generation, key_id, sealed)",
                ID + ", " + AT + ", 1, " + ID + ", decode(repeat(md5(g::text), 20), 'hex')");
        fill("timeless (event_hash, month)", "sha256(('f' || g)::bytea), date '2024-01-01'");
        fill("following (record_id, occurred_at, attempts, due_at)", ID + ", " + AT + ", 0, now() + interval '1 day'");
        fill("conversation (id, legal_entity, channel, state, opened_at, last_at)",
                ID + ", 'example-nl', 'whatsapp-nl', 'RELEASED', " + AT + ", " + AT);
        fill("conversation_thread (thread, legal_entity, conversation_id)", "'filler' || g, 'example-nl', " + ID);
        fill("conversation_identifier (legal_entity, hash, conversation_id)", "'example-nl', sha256(('f' || g)::bytea), " + ID);
        fill("mention (hash, role, record_id, occurred_at, recorded_at, scope)",
                "sha256(('f' || g)::bytea), 'IS', " + ID + ", " + AT + ", now(), 'filler' || g % 5000");
        fill("media (id, record_id, occurred_at, scope, legal_entity, channel, ordinal, state, attempts, due_at)",
                ID + ", " + ID + ", " + AT + ", 'filler', 'example-nl', 'whatsapp-nl', 0, 'KEPT', 1, now()");
        fill("leaf (index, commitment)", "1000000000 + g, sha256(('c' || g)::bytea)");
        FILLED.forEach(table -> change("analyze " + table));
    }

    @AfterEach
    void empty() {
        for (var table : List.of("record", "conversation", "media")) {
            change("delete from " + table + " where id::text like 'f1110000-%'");
        }
        for (var table : List.of("sealed_content", "following", "mention")) {
            change("delete from " + table + " where record_id::text like 'f1110000-%'");
        }
        change("delete from conversation_thread where thread like 'filler%'");
        change("delete from conversation_identifier where conversation_id::text like 'f1110000-%'");
        change("delete from timeless where month = '2024-01-01'");
        change("delete from leaf where index >= 1000000000");
    }

    @Test
    void nothingReadsAWholeTable() {
        everyConnectionCounts();
        var before = counted();
        var other = thread("NL." + phone);
        for (var i = 0; i < 5; i++) {
            send(at(Instant.now().minusSeconds(600 - i), "wamid." + i, "bericht " + i));
        }
        send(text(other, "wamid.9", "met naam"));
        send(photo("media-of-volume", null));
        send(disclosure(thread, "delivered"));
        send(new ConsentEvent("example-nl", "whatsapp-nl", thread, UUID.randomUUID(), Change.THREADS_LINKED, null, null, null,
                null, List.of(thread, other), Instant.now()));
        var id = conversation("released");
        await().atMost(SOON).untilAsserted(() -> transcript(id).statusCode(200).body("entries.text", hasItem("met naam"))
                .body("entries[0].leafIndex", notNullValue()));
        var page = page(id, "", 2);
        page(id, next(page), 2).body("entries", hasSize(2));
        asAuditor().get("/ledger/records/" + page.extract().path("entries[0].record") + "/inclusion").then().statusCode(200);
        asAuditor().get("/conversations").then().statusCode(200);
        asAuditor().get("/conversations?state=pending&limit=10").then().statusCode(200);
        asAuditor().get("/conversations?state=pending&to=2026-11-01T00:00:00Z").then().statusCode(200);
        asAuditor().get("/conversations?from=2027-11-01T00:00:00Z").then().statusCode(200);
        asAuditor().get("/conversations?to=2024-01-03T00:00:00Z").then().statusCode(200).body("$", hasSize(50));
        asAuditor().get("/conversations?from=2024-02-01T00:00:00Z&to=2024-02-02T00:00:00Z&state=released").then()
                .statusCode(200).body("$", hasSize(greaterThan(40)));

        // what a connection did is counted when it does something again
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(1)).until(() -> {
            transcript(id);
            return counted().get("record").inserted() - before.get("record").inserted() >= 9;
        });
        var tooMuch = new TreeMap<String, String>();
        counted().forEach((table, now) -> {
            var one = now.oneByOne() - before.get(table).oneByOne();
            var index = now.byIndex() - before.get(table).byIndex();
            if (one > MOST_READ_ONE_BY_ONE || index > MOST_FETCHED_BY_INDEX) {
                tooMuch.put(table, one + " one by one, " + index + " by index");
            }
        });
        assertEquals(Map.of(), tooMuch);
    }

    /** What a connection did in another test, on small tables, is counted when it does something again: all of them do. */
    private void everyConnectionCounts() {
        Uni.join().all(IntStream.range(0, 2 * MOST_CONNECTIONS)
                .mapToObj(i -> pool.query("select pg_sleep(0.1)").execute()).toList()).andFailFast().await().atMost(SOON);
    }

    private record Counted(long oneByOne, long byIndex, long inserted) {
    }

    /** Of all partitions together. */
    private Map<String, Counted> counted() {
        var counted = new TreeMap<String, Counted>();
        pool.query(
                """
                        select coalesce(p.relname, s.relname) as name, sum(seq_tup_read)::bigint as one, sum(idx_tup_fetch)::bigint as index,
                        sum(n_tup_ins)::bigint as inserted from pg_stat_user_tables s
                        left join pg_inherits i on i.inhrelid = s.relid left join pg_class p on p.oid = i.inhparent group by 1""")
                .execute().await().atMost(SOON).forEach(row -> counted.put(row.getString("name"),
                        new Counted(row.getLong("one"), row.getLong("index") == null ? 0 : row.getLong("index"),
                                row.getLong("inserted"))));
        counted.keySet().retainAll(FILLED);
        return counted;
    }

    private void fill(String columns, String values) {
        change("insert into " + columns + " select " + values + " from generate_series(1, " + ROWS + ") g");
    }
}
