package eu.onrecord.archive.loss;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.archive.QuickVerification;
import eu.onrecord.archive.intake.Origins;
import eu.onrecord.archive.seal.KeyId;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.archive.seal.Scope;
import eu.onrecord.archive.verification.Finding;
import eu.onrecord.archive.verification.Verification;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.TimeOf;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** The keys' database is of an hour ago: what its lost keys sealed is recorded anew, with a report, and nothing is wrong. */
@QuarkusTest
@TestProfile(LostKeysTest.OnItsOwn.class)
class LostKeysTest extends ArchiveTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    @Inject
    @ReactiveDataSource("keys")
    Pool keys;
    @Inject
    Reaper reaper;
    @Inject
    Anew anew;
    @Inject
    Verification verification;
    @Inject
    Origins origins;
    @Inject
    LookupKey lookupKey;

    /** With a database of its own: it takes away every key. */
    public static class OnItsOwn extends QuickVerification {
    }

    @Test
    void whatLostItsKeyIsRecordedAnew() {
        send(text(thread, "wamid.1", "voor de ramp"));
        send(marked(Kind.REACTION, Instant.now(), "wamid.1", "\uD83D\uDC4D"));
        send(disclosure(thread, "delivered"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 3);
        var id = conversation("released");
        transcript(id).statusCode(200).body("entries.text", hasItem("voor de ramp"));
        await().atMost(LONG).until(() -> count("key_clock") == 1 && count("following") == 0);

        keysGoBack();
        await().atMost(LONG).until(() -> count("lost_report l join record r on r.id = l.record_id where r.thread = $1"
                + " and l.state = 'THERE'", thread.value()) == 3);
        transcript(id).statusCode(200).body("entries.notRead.reason", hasItem("key-lost"));
        // who was searched for came from no topic
        assertEquals(0, count("lost_report where state = 'THERE' and origin_topic is null"));

        assertTrue(reaper.run() >= 3);
        await().atMost(LONG).until(() -> reported("RECORDED") == 3);
        await().atMost(LONG).untilAsserted(() -> transcript(conversation("released")).statusCode(200)
                .body("entries.text", hasItem("voor de ramp")).body("entries.notRead.reason.findAll { it != null }", hasSize(0))
                .body("entries.reactions.flatten().findAll { it != null }", hasSize(1)));
        assertEquals(3, count("record where thread = $1", thread.value()));

        await().atMost(LONG).until(() -> count("leaf_queue") == 0 && count("following") == 0);
        var records = records();
        await().atMost(LONG).untilAsserted(() -> assertEquals(List.of(), verification.run(true, progress -> {
        }).stream().map(Object::toString).filter(it -> records.stream().anyMatch(it::contains) || it.contains(id)).toList()));
    }

    @Test
    void whatWasSaidInOneSecondKeepsItsOrder() {
        var second = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        var said = IntStream.range(0, 20).mapToObj(i -> "bericht " + i).toList();
        said.forEach(text -> send(at(second, "wamid." + text, text)));
        send(disclosure(thread, "delivered"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 21 && count("key_clock") == 1);

        keysGoBack();
        await().atMost(LONG).until(() -> reported("THERE") == 21);
        reaper.run();
        await().atMost(LONG).until(() -> reported("RECORDED") == 21);

        await().atMost(LONG).untilAsserted(() -> transcript(conversation("released")).statusCode(200)
                .body("entries.text.findAll { it != null }", is(said)));
    }

    /** What was recorded anew loses its key too. */
    @Test
    void whatLosesItsKeyTwiceIsStillNotMissed() {
        send(text(thread, "wamid.1", "tweemaal"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("key_clock") == 1);
        for (var times = 1; times <= 2; times++) {
            var lost = times;
            await().atMost(LONG).until(() -> count("leaf_queue") == 0 && count("following") == 0);
            keysGoBack();
            await().atMost(LONG).until(() -> reported("THERE") == 1);
            reaper.run();
            await().atMost(LONG)
                    .until(() -> count("lost_report where state = 'RECORDED' and recorded_as = (select id from record"
                            + " where thread = $1)", thread.value()) == lost);
        }
        await().atMost(LONG).until(() -> count("leaf_queue") == 0 && count("following") == 0);

        assertEquals(List.of(), verification.run(true, progress -> {
        }).stream().map(Finding::kind).filter("leaf-without-record"::equals).toList());
    }

    /** Somebody says that the key of one was lost, and that another happened then: the archive would sign that this is that. */
    @Test
    void aReportThatTheArchiveDidNotMakeIsNotGoneOnWith() {
        send(text(thread, "wamid.1", "weg ermee"));
        send(text(thread, "wamid.2", "iets anders"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 2);
        change("insert into lost_report (record_id, occurred_at, commitment, event_hash, key_id, origin_topic, origin_partition,"
                + " origin_offset, state, mark, lost_at, due_at) select one.id, other.occurred_at, one.commitment,"
                + " other.event_hash, one.id, other.origin_topic, other.origin_partition, other.origin_offset, 'THERE',"
                + " sha256('x'), now(), now() from record one, record other"
                + " where one.thread = $1 and other.thread = $1 and one.id < other.id", thread.value());
        change("create table kept as select * from record where id in (select record_id from lost_report where mark = sha256('x'))");
        change("delete from record r using kept k where r.id = k.id");

        anew.record().await().atMost(LONG);

        assertEquals(0, count("lost_report where mark <> sha256('x') and record_id in (select id from kept)"));
        change("insert into record select * from kept");
        change("delete from lost_report where mark = sha256('x')");
        change("drop table kept");
    }

    /** Whoever may write what the service writes: a second sealed form under a key that never was, and a report of that. */
    @Test
    void whatSomebodyElseReportsIsNotTakenAway() {
        send(text(thread, "wamid.1", "bewijs"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("following") == 0);
        change("insert into sealed_content select record_id, occurred_at, 2::smallint, gen_random_uuid(), 'x'::bytea"
                + " from sealed_content where record_id = (select id from record where thread = $1)", thread.value());
        change("insert into lost_report (record_id, occurred_at, commitment, event_hash, key_id, origin_topic, origin_partition,"
                + " origin_offset, state, mark, lost_at, due_at) select r.id, r.occurred_at, r.commitment, r.event_hash,"
                + " s.key_id, r.origin_topic, r.origin_partition, r.origin_offset, 'THERE', sha256('x'), now(), now()"
                + " from record r join sealed_content s on s.record_id = r.id and s.generation = 2 where r.thread = $1",
                thread.value());

        reaper.run();

        assertEquals(1, count("record where thread = $1", thread.value()));
        change("delete from lost_report where mark = sha256('x')");
        change("delete from sealed_content where generation = 2 and sealed = 'x'");
    }

    /** Under a key of the same thread that was lost once: the archive itself would report it, and take it away. */
    @Test
    void whatIsSoundIsNotLostByWhatSomebodyPutsBesideIt() {
        send(text(thread, "wamid.1", "bewijs"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("following") == 0);
        change("insert into sealed_content select record_id, occurred_at, 2::smallint, $2, 'x'::bytea"
                + " from sealed_content where record_id = (select id from record where thread = $1)", thread.value(),
                KeyId.make(lookupKey, new Scope(thread.value()), new SecureRandom()));
        change("insert into lost_report (record_id, occurred_at, commitment, event_hash, key_id, origin_topic, origin_partition,"
                + " origin_offset, state, mark, lost_at, due_at) select id, occurred_at, commitment, event_hash, id, origin_topic,"
                + " 77, origin_offset, 'FOUND', sha256('x'), now(), now() from record where thread = $1", thread.value());
        change("insert into suspect (record_id, occurred_at, due_at) select id, occurred_at, now() from record"
                + " where thread = $1", thread.value());

        await().atMost(LONG).until(() -> count("suspect") == 0);
        reaper.run();

        assertEquals(1, count("record where thread = $1", thread.value()));
        assertEquals(0, count("lost_report where state = 'THERE' and record_id = (select id from record where thread = $1)",
                thread.value()));
        change("delete from lost_report where mark = sha256('x')");
        change("delete from sealed_content where generation = 2 and sealed = 'x'");
    }

    /** Somebody has said beforehand where its event is: nowhere. It is not had again before that is mended, and stays. */
    @Test
    void whatIsTrulyLostIsNotTakenAwayByWhatSomebodySaidBefore() {
        send(text(thread, "wamid.1", "weg"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("following") == 0
                && count("key_clock") == 1);
        var id = pool.preparedQuery("select id from record where thread = $1").execute(Tuple.of(thread.value())).await()
                .atMost(SOON).iterator().next().getUUID("id");
        change("insert into lost_report (record_id, occurred_at, commitment, event_hash, key_id, origin_topic, origin_partition,"
                + " origin_offset, state, mark, lost_at, due_at) select id, occurred_at, commitment, event_hash, id, origin_topic,"
                + " 77, origin_offset, 'FOUND', sha256('x'), now(), now() from record where thread = $1", thread.value());
        send(text(thread, "wamid.2", "ook weg"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 2 && count("following") == 0);
        run("delete from data_key where scope = '" + thread.value() + "'");
        run("update clock set ticks = ticks - 1000, written_at = now() - interval '20 minutes'");

        await().atMost(LONG).until(() -> count("lost_report where state = 'THERE' and record_id = (select id from record"
                + " where thread = $1 and id <> $2)", thread.value(), id) == 1
                && count("suspect where record_id = $1", id) == 0);
        reaper.run();

        assertEquals(0, count("lost_report where state <> 'FOUND' and record_id = $1", id));
        assertEquals(1, count("record where id = $1", id));
        change("delete from lost_report where mark = sha256('x')");
    }

    /** Else it would be gone for good: nobody records anew what stands in a report that is not the archive's. */
    @Test
    void whatStandsInAReportThatSomebodyChangedIsNotTakenAway() {
        send(text(thread, "wamid.1", "bewijs"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("key_clock") == 1);
        keysGoBack();
        await().atMost(LONG).until(() -> reported("THERE") == 1);
        change("create table kept as select record_id, mark from lost_report where record_id ="
                + " (select id from record where thread = $1)", thread.value());
        change("update lost_report l set mark = sha256('x') from kept k where k.record_id = l.record_id");

        reaper.run();

        assertEquals(1, count("record where thread = $1", thread.value()));
        change("update lost_report l set mark = k.mark from kept k where k.record_id = l.record_id");
        change("drop table kept");
        reaper.run();
        await().atMost(LONG).until(() -> reported("RECORDED") == 1);
    }

    /** Another copy, that has another time, may come between: then the event is there, and not gone. */
    @Test
    void whatHasNoTimeOfItsOwnIsNotGoneWhereAnotherCopyIsThere() {
        var event = UUID.randomUUID();
        send(event, timeless(Instant.now().minusSeconds(60)));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("key_clock") == 1);
        keysGoBack();
        await().atMost(LONG).until(() -> reported("THERE") == 1);
        change("update lost_report set due_at = 'infinity' where record_id = (select id from record where thread = $1)",
                thread.value());
        reaper.run();
        send(event, timeless(Instant.now()));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1);

        change("update lost_report set due_at = now() where due_at = 'infinity'");

        await().atMost(LONG).until(() -> count("lost_report where state = 'RECORDED' and recorded_as = (select id from record"
                + " where thread = $1)", thread.value()) == 1);
    }

    private ChatEvent timeless(Instant receivedAt) {
        var it = text(thread, "wamid.1", "zonder tijd");
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), it.kind(), it.source(), it.message(), null, null, null, receivedAt,
                TimeOf.RECEIPT, receivedAt, it.original());
    }

    @Test
    void whatComesMeanwhileIsKept() {
        send(text(thread, "wamid.1", "eerst"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("key_clock") == 1);
        keysGoBack();
        send(text(thread, "wamid.2", "daarna"));

        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 2);
        await().atMost(LONG).until(() -> count("lost_report l join record r on r.id = l.record_id where r.thread = $1",
                thread.value()) == 1);
    }

    /** As from a backup: also the keys that wrap the others are gone. */
    private void keysGoBack() {
        run("delete from data_key where created_at > now() - interval '1 hour'");
        run("delete from key_encryption_key");
        run("update clock set ticks = ticks - 1000, written_at = now() - interval '1 hour'");
    }

    private void run(String statement) {
        keys.query(statement).execute().await().atMost(SOON);
    }

    /** A later backup was found: what opens again is not taken away. */
    @Test
    void aKeyThatComesBackIsNotLost() {
        send(text(thread, "wamid.1", "toch niet weg"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("key_clock") == 1);
        run("create table kept_keys as select * from data_key");
        run("create table kept_wrapping as select * from key_encryption_key");
        keysGoBack();
        await().atMost(LONG).until(() -> reported("THERE") == 1);
        run("insert into key_encryption_key select * from kept_wrapping");
        run("insert into data_key select * from kept_keys on conflict do nothing");
        run("drop table kept_keys");
        run("drop table kept_wrapping");

        reaper.run();
        assertEquals(1, count("record where thread = $1", thread.value()));
        await().atMost(LONG).until(() -> reported("FOUND") == 1);
    }

    /** Until it is recorded anew the topic alone has it: what it forgets within a day is not taken away. */
    @Test
    void whatTheTopicSoonForgetsStays() {
        send(text(thread, "wamid.1", "bijna vergeten"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("key_clock") == 1);
        keysGoBack();
        await().atMost(LONG).until(() -> reported("THERE") == 1);

        new Reaper(pool, keys, origins, lookupKey, Clock.offset(Clock.systemUTC(), Duration.ofDays(6).plusHours(1))).run();
        assertEquals(1, count("record where thread = $1", thread.value()));

        reaper.run();
        await().atMost(LONG).until(() -> reported("RECORDED") == 1);
    }

    /** To read the topic takes a while. */
    @Test
    void aKeyThatComesBackWhileTheReaperIsUnderWayIsNotLost() throws Exception {
        send(text(thread, "wamid.1", "onvervangbaar"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("key_clock") == 1);
        run("create table kept_keys as select * from data_key");
        run("create table kept_wrapping as select * from key_encryption_key");
        keysGoBack();
        await().atMost(LONG).until(() -> reported("THERE") == 1);
        var holder = pool.getConnection().await().atMost(SOON);
        var holding = holder.begin().await().atMost(SOON);
        holder.query("select 1 from lost_report for update").execute().await().atMost(SOON);
        var reaping = CompletableFuture.supplyAsync(reaper::run);
        await().atMost(LONG).until(() -> count(
                "pg_stat_activity where wait_event_type = 'Lock' and query like '%order by record_id for update'") == 1);

        run("insert into key_encryption_key select * from kept_wrapping");
        run("insert into data_key select * from kept_keys on conflict do nothing");
        run("drop table kept_keys");
        run("drop table kept_wrapping");
        holding.rollback().await().atMost(SOON);
        holder.close().await().atMost(SOON);

        reaping.get(LONG.toSeconds(), TimeUnit.SECONDS);
        assertEquals(1, count("record where thread = $1", thread.value()));
        await().atMost(LONG).until(() -> reported("FOUND") == 1);
    }

    /** What was proven stays proven when its proof can be opened no more, also for whom a thread was before. */
    @Test
    void whoWasToldStaysToldWhenTheProofIsLost() {
        var since = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        send(text(thread, "wamid.1", "van Jan"));
        send(disclosure(thread, "delivered"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 2 && count("key_clock") == 1
                && count("following") == 0);
        var id = conversation("released");
        // no topic has it any more, and nobody its key
        change("update record set origin_partition = 77 where thread = $1 and type like '%disclosure%'", thread.value());
        change("update sealed_content set key_id = $2 where record_id in"
                + " (select id from record where thread = $1 and type like '%disclosure%')", thread.value(),
                KeyId.make(lookupKey, Scope.ofKey(thread.value()), new SecureRandom()));
        change("insert into suspect (record_id, occurred_at, due_at) select id, occurred_at, now() from record where thread = $1"
                + " on conflict (record_id) do update set due_at = excluded.due_at", thread.value());
        await().atMost(LONG).until(() -> reported("GONE") == 1);

        send(new ConsentEvent("example-nl", "whatsapp-nl", thread, UUID.randomUUID(), Change.CUSTOMERS_SEPARATED, null, null,
                null, null, null, Instant.now(), since.plusSeconds(60), 1L, null));
        await().atMost(LONG).until(() -> count("conversation_thread where thread = $1", thread.value()) == 2
                && count("following") == 0);

        transcript(id).statusCode(200).body("entries.text", hasItem("van Jan"));
    }

    /** As of a topic that was made anew: what stands there now is another event. */
    @Test
    void whatStandsInItsPlaceNowIsNotTakenForIt() {
        send(text(thread, "wamid.1", "eerst"));
        send(text(thread, "wamid.2", "daarna"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 2 && count("key_clock") == 1);
        change("update record r set origin_offset = (select max(origin_offset) from record o where o.thread = r.thread)"
                + " where thread = $1", thread.value());
        keysGoBack();

        await().atMost(LONG).until(() -> reported("THERE") == 1 && reported("GONE") == 1);
        reaper.run();
        assertEquals(1, count("record where thread = $1 and id in (select record_id from lost_report)", thread.value()));
        await().atMost(LONG).until(() -> reported("RECORDED") == 1);
    }

    /**
     * Whoever may write into the databases may delete a key, and have the archive itself report it: no report makes that good.
     */
    @Test
    void whatIsGoneForGoodIsFoundThoughItIsReported() {
        send(text(thread, "wamid.1", "weg"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("key_clock") == 1
                && count("leaf_queue") == 0);
        change("update record set origin_offset = 99999999 where thread = $1", thread.value());
        keysGoBack();
        await().atMost(LONG).until(() -> reported("GONE") == 1);

        var gone = "record-key-lost " + pool.preparedQuery("select id from record where thread = $1")
                .execute(Tuple.of(thread.value())).await().atMost(LONG).iterator().next().getUUID("id");
        assertEquals(List.of(gone), verification.run(true, progress -> {
        }).stream().map(it -> it.kind() + " " + it.place()).filter(gone::equals).toList());
    }

    /** The archive is of before what the keys' database noticed. */
    @Test
    void anArchiveThatWentBackBehindALossNoticesItAgain() {
        send(text(thread, "wamid.1", "eerst"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("key_clock") == 1);
        keysGoBack();
        await().atMost(LONG).until(() -> reported("THERE") == 1);
        change("delete from lost_report l using record r where r.id = l.record_id and r.thread = $1", thread.value());
        change("update key_clock set losses = losses - 1, ticks = ticks - 1");

        await().atMost(LONG).until(() -> reported("THERE") == 1);
    }

    private List<String> records() {
        var ids = new ArrayList<String>();
        pool.preparedQuery(
                "select id from record where thread = $1 union select record_id from lost_report where recorded_as in"
                        + " (select id from record where thread = $1)")
                .execute(Tuple.of(thread.value())).await().atMost(SOON)
                .forEach(row -> ids.add(row.getUUID("id").toString()));
        return ids;
    }

    private long reported(String state) {
        return count(
                "lost_report l where state = $2 and (exists (select from record r where r.id = l.record_id and r.thread = $1)"
                        + " or exists (select from record r where r.id = l.recorded_as and r.thread = $1))",
                thread.value(), state);
    }
}
