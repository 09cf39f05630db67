package eu.onrecord.archive.verification;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.archive.QuickVerification;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.ReportMark;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Each single change of what is kept is found and named, and nothing else is: of one conversation, which each test puts back.
 */
@QuarkusTest
@TestProfile(QuickVerification.class)
@TestInstance(Lifecycle.PER_CLASS)
class VerificationTest extends ArchiveTest {
    private static final Map<String, String> KEYS = Map.of("record", "id = $1", "sealed_content", "record_id = $1", "leaf",
            "index = $1", "checkpoint", "size = $1", "conversation", "id = $1",
            "conversation_thread", "conversation_id = $1", "conversation_identifier", "conversation_id = $1", "mention",
            "record_id = $1", "media", "record_id = $1");
    @Inject
    Verification verification;
    @Inject
    @ReactiveDataSource("keys")
    Pool keys;
    @Inject
    LookupKey lookupKey;
    private UUID second;
    private UUID photo;
    private UUID conversation;
    private long leaf;
    private long head;

    @BeforeEach
    void aConversationInTheLedger() {
        if (conversation != null) {
            return;
        }
        send(text(thread, "wamid." + phone, "bericht 1"));
        send(photo("media-" + phone, null));
        send(text(thread, "wamid.2" + phone, "bericht 2"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");
        await().atMost(SOON).untilAsserted(() -> transcript(id).body("entries", hasSize(4)));
        conversation = UUID.fromString(id);
        second = UUID.fromString(transcript(id).extract().path("entries.find { it.text == 'bericht 2' }.record"));
        photo = UUID.fromString(transcript(id).extract().path("entries.find { it.text == 'kijk' }.record"));
        await().atMost(FIRST_HEAD).until(() -> count("leaf_queue") == 0 && count("following") == 0);
        await().atMost(FIRST_HEAD).until(() -> count("leaf where index >= (select max(size) from checkpoint)") == 0);
        leaf = number("select l.index as n from leaf l join record r on r.commitment = l.commitment where r.id = $1", second);
        head = number("select min(size) as n from checkpoint where size > $1", leaf);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "record | type = 'eu.onrecord.chat.edit.v1' | record-changed SECOND",
            "record | type = null | record-changed SECOND", "record | source = '/x' | record-changed SECOND",
            "record | time = null | record-changed SECOND", "record | content_type = 'text/plain' | record-changed SECOND",
            "record | channel = 'whatsapp-be' | record-changed SECOND", "record | legal_entity = null | record-changed SECOND",
            "record | legal_entity = 'example-be' | record-changed SECOND",
            "record | thread = 'ffffffffffffffffffffffffffffffff' | record-changed SECOND",
            "record | scope = 'ffffffffffffffffffffffffffffffff' | record-changed SECOND",
            "record | recorded_at = recorded_at + interval '1 ms' | record-changed SECOND",
            "record | recorded_at = recorded_at - interval '1 year' | record-changed SECOND",
            "record | recorded_at = '2099-01-01' | record-changed SECOND",
            "record | recorded_at = 'infinity' | record-changed SECOND",
            "record | recorded_at = '-infinity' | record-changed SECOND",
            "record | occurred_at = occurred_at + interval '1 ms' | record-content-missing SECOND, content-without-record SECOND",
            "record | occurred_at = occurred_at - interval '1 year' | record-content-missing SECOND, content-without-record SECOND",
            "record | occurred_at = 'infinity' | record-content-missing SECOND, content-without-record SECOND",
            "record | event_hash = sha256(event_hash) | record-event-hash-changed SECOND",
            "record | commitment = sha256(commitment) | record-changed SECOND, record-without-leaf SECOND, leaf-without-record LEAF",
            "sealed_content | sealed = set_byte(sealed, 0, get_byte(sealed, 0) # 1) | record-changed SECOND",
            "sealed_content | sealed = set_byte(sealed, length(sealed) - 1, get_byte(sealed, length(sealed) - 1) # 128) | record-changed SECOND",
            "sealed_content | sealed = '' | record-changed SECOND",
            "sealed_content | sealed = (select sealed from sealed_content where record_id <> $1 limit 1) | record-changed SECOND",
            "sealed_content | key_id = gen_random_uuid() | record-key-lost SECOND",
            "sealed_content | key_id = (select key_id from sealed_content s join record r on r.id = s.record_id where r.scope like 'acts/%' limit 1) | record-changed SECOND",
            "sealed_content | generation = generation + 1 | content-beside-another SECOND",
            "sealed_content | DELETED | record-content-missing SECOND",
            "record | DELETED | leaf-without-record LEAF, content-without-record SECOND, mention-changed SECOND IS",
            "leaf | commitment = sha256(commitment) | leaf-changed LEAF, leaf-without-record LEAF, record-without-leaf SECOND",
            "leaf | commitment = 'short' | leaf-missing LEAF, leaf-without-record LEAF, record-without-leaf SECOND",
            "leaf | DELETED | leaf-missing LEAF, record-without-leaf SECOND",
            "checkpoint | note = replace(note, 'onrecord', 'offrecord') | head-not-signed HEAD",
            "checkpoint | note = (select note from checkpoint where size <> $1 limit 1) | head-not-signed HEAD",
            "conversation | state = 'PENDING' | conversation-changed CONVERSATION",
            "conversation | released_by = gen_random_uuid() | conversation-changed CONVERSATION",
            "conversation | released_at = released_at - interval '1 day' | conversation-changed CONVERSATION",
            "conversation | legal_entity = 'example-be' | conversation-changed CONVERSATION",
            "conversation | opened_at = opened_at + interval '1 ms' | conversation-changed CONVERSATION",
            "conversation | last_at = last_at + interval '1 hour' | conversation-changed CONVERSATION",
            "conversation | merged_into = gen_random_uuid() | conversation-changed CONVERSATION",
            "conversation | DELETED | conversation-changed CONVERSATION",
            "conversation_thread | conversation_id = gen_random_uuid() | thread-not-of-its-conversation THREAD example-nl",
            "conversation_thread | DELETED | thread-not-of-its-conversation THREAD example-nl",
            "conversation_identifier | hash = sha256(hash) | identifier-changed CONVERSATION OTHER, identifier-changed CONVERSATION HASH",
            "conversation_identifier | DELETED | identifier-changed CONVERSATION HASH",
            "mention | role = 'ABOUT' | mention-changed SECOND ABOUT, mention-changed SECOND IS",
            "mention | recorded_at = '2090-01-01' | mention-changed SECOND IS",
            "mention | scope = 'x' | mention-changed SECOND IS", "mention | DELETED | mention-changed SECOND IS",
            "media | id = gen_random_uuid() | file-changed PHOTO 0", "media | scope = 'other' | file-changed PHOTO 0",
            "media | state = 'KEPT' | file-changed PHOTO 0", "media | channel = 'other' | file-changed PHOTO 0",
            "media | file_record = gen_random_uuid() | file-changed PHOTO 0",
            "media | legal_entity = 'other' | file-changed PHOTO 0",
            "media | ordinal = 1 | file-changed PHOTO 0, file-changed PHOTO 1",
            "media | DELETED | file-changed PHOTO 0" })
    void aChangeIsFoundAndNamed(String table, String change, String expected) {
        var key = key(table);
        var before = found();
        var hash = identifier();
        change("drop table if exists kept");
        change("create table kept as select * from " + table + " where " + KEYS.get(table).replace("$1", literal(key)));
        Set<String> after;
        String other;
        try {
            change((change.equals("DELETED") ? "delete from " + table : "update " + table + " set " + change) + " where "
                    + KEYS.get(table), key);
            other = identifier();
            after = found();
        } finally {
            restore(table, key);
        }

        after.removeAll(before);
        assertEquals(expected(expected, hash, other), after);
        assertEquals(before, found());
    }

    @Test
    void aFindingSaysFromWhichHeadOnItCanBeProven() {
        change("drop table if exists kept");
        change("create table kept as select * from sealed_content where record_id = " + literal(second));
        change("update sealed_content set sealed = '' where record_id = $1", second);

        var finding = verification.run(true, progress -> {
        }).stream().filter(it -> it.place().equals(second.toString())).toList();

        restore("sealed_content", second);
        assertEquals(List.of(new Finding("record-changed", second.toString(), head)), finding);
    }

    /** Whoever destroys a thread's keys by what they stand for would miss it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "scope = 'x'", "month = '2019-01-01'" })
    void aKeyThatStandsForSomethingElseIsFound(String change) {
        var before = found();
        var key = pool.preparedQuery("select key_id from sealed_content where record_id = $1").execute(Tuple.of(second)).await()
                .atMost(SOON).iterator().next().getUUID("key_id");
        keys("create table kept as select * from data_key where id = " + literal(key));
        keys("update data_key set " + change + " where id = " + literal(key));

        var after = found();

        keys("update data_key d set scope = k.scope, month = k.month from kept k where k.id = d.id");
        keys("drop table kept");
        after.removeAll(before);
        assertTrue(after.contains("record-key-unusable " + second), after::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "checkpoint | values (7777777, 'x', now()) | size = 7777777 | head-not-signed 7777777",
            "lost_leaf | values (LEAF) | true | lost-leaf-untrue LEAF",
            "mention | select sha256('m'), 'IS', record_id, occurred_at, '2090-01-01', scope from mention where record_id = SECOND limit 1 | hash = sha256('m') | mention-changed SECOND IS" })
    void whatWasPutInIsFound(String table, String what, String where, String expected) {
        var before = found();
        change("insert into " + table + " " + what.replace("SECOND", literal(second)).replace("LEAF", String.valueOf(leaf)));

        var after = found();

        change("delete from " + table + " where " + where);
        after.removeAll(before);
        assertTrue(after.contains(expected.replace("SECOND", second.toString()).replace("LEAF", String.valueOf(leaf))),
                after::toString);
        assertEquals(before, found());
    }

    /** A report speaks for a record that was made of the same event again, and for no other that is not there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "RECORDED | true | leaf-without-record LEAF",
            "GONE | true | leaf-without-record LEAF", "THERE | true | leaf-without-record LEAF",
            "FOUND | true | leaf-without-record LEAF", "RECORDED | false | lost-report-untrue SECOND" })
    void aReportHidesNoTheft(String state, boolean isTaken, String expected) {
        var before = found();
        change("drop table if exists kept");
        change("create table kept as select * from record where id = " + literal(second));
        change("insert into lost_report (record_id, occurred_at, commitment, event_hash, key_id, state, mark, lost_at, due_at,"
                + " recorded_as) select id, occurred_at, commitment, event_hash, id, '" + state
                + "', sha256('x'), now(), now(), "
                + literal(photo) + " from record where id = $1", second);
        change("update lost_report x set occurred_at = r.occurred_at, event_hash = r.event_hash from record r where r.id = $1"
                + " and " + isTaken, photo);
        change("delete from record where id = $1 and " + isTaken, second);

        var after = found();

        change("insert into record select * from kept where " + isTaken);
        change("drop table kept");
        change("delete from lost_report where record_id = $1", second);
        after.removeAll(before);
        assertTrue(after.contains(expected.replace("SECOND", second.toString()).replace("LEAF", String.valueOf(leaf))),
                after::toString);
        assertEquals(before, found());
    }

    /** Its key is there all the same, or somebody named one that never was: nobody's report makes that good. */
    @ParameterizedTest
    @ValueSource(strings = { "THERE", "GONE", "RECORDED", "FOUND" })
    void aReportOfSomebodyElseExcusesNoKeyThatIsGone(String state) {
        var before = found();
        change("drop table if exists kept");
        change("create table kept as select * from sealed_content where record_id = " + literal(second));
        change("update sealed_content set key_id = gen_random_uuid() where record_id = $1", second);
        change("insert into lost_report (record_id, occurred_at, commitment, event_hash, key_id, state, mark, lost_at, due_at)"
                + " select r.id, r.occurred_at, r.commitment, r.event_hash, s.key_id, '" + state + "', sha256('x'), now(),"
                + " '9999-01-01' from record r join sealed_content s on s.record_id = r.id where r.id = $1", second);

        var after = found();

        change("delete from lost_report where record_id = $1", second);
        restore("sealed_content", second);
        after.removeAll(before);
        assertTrue(after.contains("record-key-lost " + second), after::toString);
    }

    /** The archive itself must not be made to sign one, by whoever writes the id of a key that never was. */
    @Test
    void aKeyThatNeverWasIsNoLostOneWhoeverReads() {
        var before = found();
        change("drop table if exists kept");
        change("create table kept as select * from sealed_content where record_id = " + literal(second));
        change("update sealed_content set key_id = gen_random_uuid(), sealed = '' where record_id = $1", second);
        transcript(conversation.toString()).statusCode(200);
        change("insert into suspect (record_id, occurred_at, due_at) select id, occurred_at, now() from record where id = $1"
                + " on conflict do nothing", second);
        await().atMost(FIRST_HEAD).until(() -> count("suspect where record_id = $1", second) == 0);

        var reports = count("lost_report where record_id = $1", second);
        var after = found();

        restore("sealed_content", second);
        after.removeAll(before);
        assertTrue(after.contains("record-key-lost " + second), after::toString);
        assertEquals(0, reports);
    }

    /** What the archive said of one loss, somebody has it say of another. */
    @ParameterizedTest
    @ValueSource(strings = { "GONE", "THERE", "FOUND" })
    void aReportOfOursThatSomebodyChangedHidesNoTheft(String state) {
        var row = pool.preparedQuery("select * from record where id = $1").execute(Tuple.of(second)).await().atMost(SOON)
                .iterator().next();
        var at = row.get(OffsetDateTime.class, "occurred_at");
        var key = UUID.randomUUID();
        var mark = ReportMark.of(lookupKey, new ReportMark.Report(second, at.toInstant(),
                row.getBuffer("commitment").getBytes(), row.getBuffer("event_hash").getBytes(), key, null, state, null));
        var before = found();
        change("drop table if exists kept");
        change("create table kept as select * from record where id = " + literal(second));
        change("insert into lost_report (record_id, occurred_at, commitment, event_hash, key_id, state, mark, lost_at, due_at)"
                + " select id, occurred_at, commitment, event_hash, $2, $3, $4, now(), '9999-01-01' from record where id = $1",
                second, key, state, Buffer.buffer(mark));
        change("update lost_report x set state = 'RECORDED', recorded_as = r.id, occurred_at = r.occurred_at,"
                + " event_hash = r.event_hash from record r where r.id = $2 and x.record_id = $1", second, photo);
        change("delete from record where id = $1", second);

        var after = found();

        change("insert into record select * from kept");
        change("drop table kept");
        change("delete from lost_report where record_id = $1", second);
        after.removeAll(before);
        assertTrue(after.contains("leaf-without-record " + leaf), after::toString);
        assertEquals(before, found());
    }

    @ParameterizedTest
    @ValueSource(strings = { "origin_partition = null", "origin_offset = null", "origin_topic = null",
            "origin_topic = 'onrecord.consent'", "origin_topic = 'elsewhere'",
            "origin_topic = null, origin_partition = null, origin_offset = null" })
    void whatIsHalfSaidOrCannotBeStopsNothing(String change) {
        var before = found();
        change("drop table if exists kept");
        change("create table kept as select * from record where id = " + literal(second));
        change("update record set " + change + " where id = $1", second);

        var after = found();

        restore("record", second);
        after.removeAll(before);
        assertTrue(after.contains("record-origin-changed " + second), after::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 9 })
    void contentBesideAnotherIsFound(int generation) {
        var before = found();
        change("insert into sealed_content (record_id, occurred_at, generation, key_id, sealed) select record_id, occurred_at, "
                + generation + ", key_id, sealed from sealed_content where record_id = $1", second);

        var after = found();

        change("delete from sealed_content where generation <> 1");
        after.removeAll(before);
        assertTrue(after.contains("content-beside-another " + second), after::toString);
    }

    /** One who may write into the database says that all was looked at but the last. */
    @Test
    void aRunThatNobodyBeganIsNotGoneOnWith() {
        change("insert into verification (id, started_at, subject, mark) values (gen_random_uuid(), now(), 'DERIVED', sha256('x'))");
        var told = new ArrayList<String>();

        verification.run(false, told::add);

        assertTrue(told.get(0).startsWith("ledger"), told::toString);
    }

    @Test
    void whatFollowsFromNothingBlindsNobody() {
        var before = found();
        change("drop table if exists kept");
        change("create table kept as select * from mention where record_id = " + literal(second));
        change("insert into following (record_id, occurred_at, due_at) values ($1, '2001-01-01', '9999-01-01')", second);
        change("delete from mention where record_id = $1", second);

        var after = found();

        change("delete from following where record_id = $1", second);
        restore("mention", second);
        after.removeAll(before);
        assertEquals(Set.of("mention-changed " + second + " IS", "not-followed " + second), after);
    }

    /** What is passed over is what verify itself says, at that moment, and nobody else. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "insert into rebuilt.passed_over select id from conversation on conflict do nothing | ",
            "insert into rebuilt.unopened select gen_random_uuid(), scope from record | not-looked-at",
            "insert into rebuilt.unopened select id, scope from record | not-looked-at" })
    void whoeverSaysWhatIsNotToBeLookedAtBlindsNobody(String statement, String also) {
        var before = found();
        var key = key("conversation");
        change("drop table if exists kept");
        change("create table kept as select * from conversation where id = " + literal(key));
        change("create function blind() returns trigger language plpgsql as $$ begin " + statement + "; return null; end $$");
        change("create trigger blind after insert on rebuilt.owner for each row execute function blind()");
        change("update conversation set state = 'PENDING', released_at = null where id = $1", conversation);

        var after = found();

        change("drop trigger blind on rebuilt.owner");
        change("drop function blind");
        restore("conversation", key);
        after.removeAll(before);
        assertTrue(also == null ? after.contains("conversation-changed " + conversation)
                : after.stream().anyMatch(it -> it.startsWith(also)), after::toString);
        assertEquals(before, found());
    }

    /** A conversation is not looked at where a link was told meanwhile: then something told it. */
    @Test
    void aLinkThatNothingToldBlindsNobody() {
        var before = found();
        change("insert into conversation_link (thread, legal_entity, told_in) values ('victim', 'example-nl', 'teller')");

        var after = found();

        change("delete from conversation_link where thread = 'victim'");
        after.removeAll(before);
        assertEquals(Set.of("link-not-told victim teller"), after);
        assertEquals(before, found());
    }

    @Test
    void whatNeverFollowsIsTold() {
        change("insert into following (record_id, occurred_at, due_at) select id, occurred_at, '9999-01-01' from record "
                + "where id = $1", second);
        change("update record set recorded_at = recorded_at - interval '2 hours' where id = $1", second);

        var found = found();

        change("update record set recorded_at = recorded_at + interval '2 hours' where id = $1", second);
        change("delete from following where record_id = $1", second);
        assertTrue(found.contains("not-followed " + second), found::toString);
    }

    @Test
    void aRunThatWasBrokenOffGoesOnWhereItWas() {
        var told = new ArrayList<String>();
        assertThrows(IllegalArgumentException.class, () -> verification.run(true, progress -> {
            told.add(progress);
            if (progress.startsWith("records")) {
                throw new IllegalArgumentException("broken off");
            }
        }));

        verification.run(false, told::add);

        assertEquals(1, told.stream().filter(it -> it.startsWith("ledger") && it.endsWith("done")).count());
        assertEquals(1, told.stream().filter(it -> it.startsWith("derived") && it.endsWith("done")).count());
    }

    /** Else what was wiped behind it would be passed over. */
    @Test
    void aRunThatHasEndedDoesNotGoOnWhoeverOpensItAgain() {
        found();
        change("update verification set ended_at = null where started_at = (select max(started_at) from verification)");

        var told = new ArrayList<String>();
        verification.run(false, told::add);

        assertTrue(told.get(0).startsWith("ledger"), told.toString());
    }

    /** Nor whoever kept what stood of it while it went on, with its mark of then. */
    @ParameterizedTest
    @ValueSource(strings = { "files", "derived" })
    void aRunThatHasEndedDoesNotGoOnFromWhereItWasOnce(String subject) {
        change("drop table if exists kept");
        verification.run(true, progress -> {
            if (progress.startsWith(subject)) {
                change("create table if not exists kept as select * from verification order by started_at desc limit 1");
            }
        });
        change("update verification v set ended_at = null, subject = k.subject, position = k.position, looked = k.looked,"
                + " mark = k.mark from kept k where v.id = k.id");

        var told = new ArrayList<String>();
        verification.run(false, told::add);

        change("drop table kept");
        assertTrue(told.get(0).startsWith("ledger"), told.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "delete from finding where place = $1", "update finding set kind = 'x' where place = $1",
            "update finding set checkpoint = 7 where place = $1" })
    void whatWasFoundIsNotForgottenWhoeverTakesItAway(String change) {
        change("drop table if exists kept");
        change("create table kept as select * from sealed_content where record_id = " + literal(second));
        change("update sealed_content set sealed = '' where record_id = $1", second);
        assertThrows(IllegalArgumentException.class, () -> verification.run(true, progress -> {
            if (progress.startsWith("files")) {
                throw new IllegalArgumentException("broken off");
            }
        }));
        change(change, second.toString());

        var found = verification.run(false, progress -> {
        }).stream().filter(it -> it.place().equals(second.toString())).map(it -> it.kind() + " " + (it.checkpoint() != null))
                .toList();

        restore("sealed_content", second);
        assertEquals(List.of("record-changed true"), found);
    }

    /** Nothing is broken off here: the run itself goes on, and knows what it found. */
    @ParameterizedTest
    @ValueSource(strings = { "delete from finding where place = $1", "update finding set kind = 'x' where place = $1" })
    void whatIsTakenAwayWhileItLooksIsMissedAtItsEnd(String change) {
        change("drop table if exists kept");
        change("create table kept as select * from sealed_content where record_id = " + literal(second));
        change("update sealed_content set sealed = '' where record_id = $1", second);

        var found = verification.run(true, progress -> {
            if (progress.startsWith("files")) {
                change(change, second.toString());
            }
        }).stream().map(Finding::kind).toList();

        restore("sealed_content", second);
        assertTrue(found.contains("findings-changed"), found::toString);
    }

    @Test
    void onlyOneRunGoesOnAtATime() {
        assertThrows(IllegalStateException.class,
                () -> verification.run(true, progress -> verification.run(true, inner -> {
                })));
    }

    private void keys(String statement) {
        keys.query(statement).execute().await().atMost(SOON);
    }

    private Set<String> found() {
        return verification.run(true, progress -> {
        }).stream().map(it -> it.kind() + " " + it.place()).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> expected(String expected, String hash, String other) {
        return Arrays.stream(expected.split(", ")).filter(it -> !it.isEmpty())
                .map(it -> it.replace("SECOND", second.toString()).replace("PHOTO", photo.toString())
                        .replace("CONVERSATION", conversation.toString()).replace("THREAD", thread.value())
                        .replace("LEAF", String.valueOf(leaf)).replace("HEAD", String.valueOf(head)).replace("HASH", hash)
                        .replace("OTHER", other))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Object key(String table) {
        return switch (table) {
            case "leaf" -> leaf;
            case "checkpoint" -> head;
            case "media" -> photo;
            case "conversation", "conversation_thread", "conversation_identifier" -> conversation;
            default -> second;
        };
    }

    private void restore(String table, Object key) {
        change("delete from " + table + " where " + KEYS.get(table), key);
        if (table.equals("conversation_thread")) {
            change("delete from conversation_thread where thread = $1", thread.value());
        }
        change("insert into " + table + " select * from kept");
        change("drop table kept");
    }

    private static String literal(Object key) {
        return key instanceof UUID ? "'" + key + "'" : key.toString();
    }

    private String identifier() {
        var rows = pool.preparedQuery("select hash from conversation_identifier where conversation_id = $1")
                .execute(Tuple.of(conversation)).await().atMost(SOON).iterator();
        return rows.hasNext() ? HexFormat.of().formatHex(rows.next().getBuffer("hash").getBytes()) : "";
    }

    private long number(String query, Object parameter) {
        return pool.preparedQuery(query).execute(Tuple.of(parameter)).await().atMost(SOON).iterator().next().getLong("n");
    }
}
