package eu.onrecord.archive.database;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.archive.QuickVerification;
import eu.onrecord.archive.intake.Positions;
import eu.onrecord.archive.loss.Reaper;
import eu.onrecord.archive.rebuild.Rebuild;
import eu.onrecord.archive.record.KeysMissing;
import eu.onrecord.archive.record.Records;
import eu.onrecord.archive.seal.MasterKeyCheck;
import eu.onrecord.archive.verification.Verification;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.chat.TimeOf;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.local.phone.ProviderSimulator;
import eu.onrecord.local.testing.PlanLog;
import eu.onrecord.local.testing.PlanLog.Mode;
import eu.onrecord.local.testing.PlanLog.Plan;
import eu.onrecord.local.testing.SqlTexts;
import eu.onrecord.local.testing.TestTokens;
import eu.onrecord.local.testing.WhatsAppResource;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * After years: with many rows in each table that grows, every statement that stands in the classes finds what it wants by an
 * index, whether PostgreSQL knows the parameters when it plans or not.
 */
@QuarkusTest
@TestProfile(PlansTest.OnItsOwn.class)
class PlansTest extends ArchiveTest {
    private static final int ROWS = 50_000;
    private static final long MOST_READ_PER_ROW = 10;
    private static final long READ_BESIDES = 100;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final List<String> DATABASES = List.of("archive", "archive_keys");
    private static final List<String> FILLED = List.of("record", "sealed_content", "timeless", "following", "conversation",
            "conversation_thread", "conversation_link", "conversation_identifier", "last_read", "mention", "media", "leaf",
            "lost_leaf", "finding",
            "verification", "checkpoint", "lost_report");
    private static final String AT = "timestamptz '2024-01-01' + g * interval '20 minutes'";
    private static final String ID = "('f1110000-0000-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid";
    private static final String ENTITIES = "('filler' || g % 5000)";
    /** What looks through everything, and is meant to: by what its statements hold. */
    private static final Map<String, String> READS_ALL = Map.of(
            "rebuilt.", "verify compares all that follows from the records, and rebuild puts it in place, once a run",
            "insert into suspect", "what was recorded since the keys' database went back, once after that",
            "b where not exists (select from", "rebuild puts what was made anew in the place of what is there, once a run",
            "a where not exists (select from", "rebuild takes away what does not follow from the records, once a run",
            "'not-followed'", "verify: what waits for longer than it may, once a run",
            "from intake_position", "a row for each partition of the topics, once a start",
            "where not exists (select from record r where r.", "verify: each leaf and each content has its record, once a run",
            "as reports from lost_report", "verify: how many there are, once a run",
            "and ($3::timestamptz is null or r.recorded_at >= $3)",
            "verify: walks over all records, and opens those of its time",
            "select distinct scope from record where recorded_at", "verify: what came meanwhile, once a run");

    /** With a database of its own: what it fills, and what other tests leave, are each other's noise. */
    public static class OnItsOwn extends QuickVerification {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(super.getConfigOverrides());
            settings.put("onrecord.media-store.probe", "PT1S");
            settings.put("onrecord.media-store.lease", "PT5S");
            return settings;
        }
    }

    @ConfigProperty(name = "local.postgres.port")
    int port;
    @ConfigProperty(name = "local.postgres.log")
    Path log;
    @WhatsAppResource.Simulated
    ProviderSimulator whatsApp;
    private final ThreadId other = thread("NL." + phone);

    @Inject
    @ReactiveDataSource("keys")
    Pool keys;
    @Inject
    Verification verification;
    @Inject
    Rebuild rebuild;
    @Inject
    Reaper reaper;
    @Inject
    Records records;
    @Inject
    @Identifier("intake")
    Positions positions;
    @Inject
    Event<KeysMissing> keysMissing;
    @Inject
    MasterKeyCheck masterKeyCheck;

    @BeforeEach
    void fill() {
        send(text(thread("first" + phone), "wamid.first" + phone, "het eerste"));
        await().atMost(LONG).until(() -> count("checkpoint where size > 0") > 0);
        fill("record (id, occurred_at, event_hash, scope, thread, type, legal_entity, channel, recorded_at, commitment, understood)",
                ID + ", " + AT + ", sha256(g::text::bytea), " + ENTITIES + ", " + ENTITIES + ", 'eu.onrecord.chat.message.v1',"
                        + " 'example-nl', 'whatsapp-nl', now() - interval '1 day', sha256(('c' || g)::bytea), true");
        fill("sealed_content (record_id, occurred_at, generation, key_id, sealed)",
                ID + ", " + AT + ", 1, " + ID + ", decode(repeat(md5(g::text), 20), 'hex')");
        fill("timeless (event_hash, month, record_id)", "sha256(('f' || g)::bytea), date '2024-01-01', gen_random_uuid()");
        fill("following (record_id, occurred_at, attempts, due_at)", ID + ", " + AT + ", 0, now() + interval '1 day'");
        fill("conversation (id, legal_entity, channel, state, opened_at, last_at)",
                ID + ", 'example-nl', 'whatsapp-nl', 'RELEASED', " + AT + ", " + AT);
        fill("conversation_thread (thread, legal_entity, conversation_id)", "'filler' || g, 'example-nl', " + ID);
        fill("conversation_link (thread, legal_entity, told_in)", "'filler' || g, 'example-nl', 'filler' || g + 1");
        fill("conversation_identifier (legal_entity, hash, conversation_id)", "'example-nl', sha256(('f' || g)::bytea), " + ID);
        fill("last_read (reader, conversation_id, read_at)", "sha256(('f' || g % 1000)::bytea), " + ID + ", now()");
        fill("mention (hash, role, record_id, occurred_at, recorded_at, scope)",
                "sha256(('f' || g)::bytea), 'IS', " + ID + ", " + AT + ", now() - interval '1 day', " + ENTITIES);
        fill("media (id, record_id, occurred_at, scope, legal_entity, channel, ordinal, state, attempts, due_at, wanted_at)",
                ID + ", " + ID + ", " + AT + ", 'filler', 'example-nl', 'whatsapp-nl', 0, 'KEPT', 1, now(), now()");
        fill("leaf (index, commitment)", "-g, sha256(('c' || g)::bytea)");
        change("delete from leaf where index = -1");
        fill("checkpoint (size, note, published_at)", "-g, '', now() - g * interval '1 day'");
        // whose last head is to be kept, since the day is over
        change("update checkpoint set published_at = now() - interval '1 day' where size = (select min(size) from checkpoint"
                + " where size > 0)");
        fill("lost_leaf (index)", "-g");
        fill("verification (id, started_at, subject, ended_at, mark)", ID + ", " + AT + ", 'DERIVED', now(), ''");
        fill("lost_report (record_id, occurred_at, commitment, event_hash, key_id, state, mark, lost_at, due_at)",
                ID + ", " + AT + ", sha256(('l' || g)::bytea), '', " + ID + ", 'RECORDED', '', now(), now()");
        fill("finding (verification_id, kind, place)", ID + ", 'record-changed', g::text");
        FILLED.forEach(table -> change("analyze " + table));
        keys("insert into key_encryption_key (id, legal_entity, year, master_id, wrapped, created_at) select " + ID
                + ", 'filler' || g, 2024, 'none', '', now() from generate_series(1, " + ROWS + ") g");
        keys("insert into data_key (id, scope, month, key_encryption_key_id, wrapped, created_at) select " + ID
                + ", 'filler' || g, '2024-01-01', " + ID + ", '', now() from generate_series(1, " + ROWS + ") g");
        keys("analyze");
    }

    /** Whatever was cut off comes back. */
    @AfterEach
    void empty() {
        await().atMost(LONG).ignoreExceptions().untilAsserted(this::withoutWhatWasFilled);
        change("update following set due_at = now()");
        await().atMost(LONG).until(() -> count("following") == 0);
    }

    private void withoutWhatWasFilled() {
        for (var table : List.of("record", "conversation", "media", "verification")) {
            change("delete from " + table + " where id::text like 'f1110000-%'");
        }
        for (var table : List.of("sealed_content", "following", "mention", "lost_report")) {
            change("delete from " + table + " where record_id::text like 'f1110000-%'");
        }
        change("delete from conversation_thread where thread like 'filler%'");
        change("delete from last_read where conversation_id::text like 'f1110000-%'");
        change("delete from conversation_identifier where conversation_id::text like 'f1110000-%'");
        change("delete from timeless where month = '2024-01-01'");
        change("delete from leaf where index < 0");
        change("delete from lost_leaf where index < 0");
        change("delete from checkpoint where size < 0");
        change("delete from finding");
        keys("create table if not exists undamaged (id uuid primary key, wrapped bytea)");
        keys("update data_key d set wrapped = u.wrapped from undamaged u where u.id = d.id");
        keys("drop table undamaged");
        keys("delete from key_encryption_key where wrapped = '\\x00'");
        keys("delete from data_key where scope like 'filler%'");
        keys("delete from key_encryption_key where legal_entity like 'filler%'");
    }

    @Test
    void everyStatementFindsWhatItWantsByAnIndex() throws Exception {
        var texts = SqlTexts.in(Path.of("target/classes"));
        // once a minute, or when a connection was given up, and of PostgreSQL's own tables alone
        texts.keySet().removeIf(text -> text.contains(" from pg_inherits ") || text.contains(" from pg_locks "));
        // they read no table, and are there for a database that went back, and for a master key that wrapped nothing yet
        texts.keySet().removeIf(text -> text.startsWith("insert into lost_leaf (index) select unnest(")
                || text.startsWith("insert into master_key (id, copy, wrapped) select $1, copy, $2 from generate_series("));
        var ran = new HashSet<String>();
        var tooMuch = new TreeMap<String, String>();
        for (var mode : Mode.values()) {
            try (var plans = new PlanLog(port, log, DATABASES, mode)) {
                everythingIsDone(mode.name().toLowerCase(Locale.ROOT) + phone.substring(1));
                for (var plan : plans.plans()) {
                    ran.add(plan.sql());
                    if (isTooMuch(plan, texts.keySet())) {
                        tooMuch.put(plan.sql(), "%s plan: %d rows read for %d".formatted(mode, plan.read(), plan.given()));
                    }
                }
            }
        }
        var forgotten = texts.keySet().stream().filter(text -> ran.stream().noneMatch(sql -> SqlTexts.isIn(text, sql)))
                .toList();

        assertEquals("", String.join("\n", forgotten), "stand in the classes, and were not tried");
        assertEquals("",
                tooMuch.entrySet().stream().map(it -> it.getValue() + ": " + it.getKey()).reduce("", (a, b) -> a + "\n" + b));
        assertTrue(texts.size() > 90, "the SQL of the classes is found");
    }

    private static boolean isTooMuch(Plan plan, Set<String> texts) {
        return texts.stream().anyMatch(text -> SqlTexts.isIn(text, plan.sql()))
                && plan.read() > MOST_READ_PER_ROW * plan.given() + READ_BESIDES
                && READS_ALL.keySet().stream().noneMatch(part -> plan.sql().replaceAll("\\s+", " ").contains(part));
    }

    /** All that the service does, at least once. */
    private void everythingIsDone(String mark) {
        var now = Instant.now();
        for (var i = 0; i < 5; i++) {
            send(at(now.minusSeconds(600 - i), "wamid." + i + mark, "bericht " + i));
        }
        send(UUID.randomUUID(), timeless(text(thread, "wamid.t" + mark, "zonder tijd")));
        send(text(other, "wamid.9" + mark, "met naam"));
        send(file("wamid.f" + mark, whatsApp.shelve(mark.getBytes(UTF_8), "image/jpeg")));
        send(file("wamid.g" + mark, "nowhere" + mark));
        send(disclosure(thread, "delivered"));
        send(new ConsentEvent("example-nl", "whatsapp-nl", thread, UUID.randomUUID(), Change.THREADS_LINKED, null, null, null,
                null, List.of(thread, other), Instant.now()));
        somebodyElseHasTheThread(thread("another" + mark), mark);
        var id = conversation("released");
        await().atMost(LONG).untilAsserted(() -> transcript(id).statusCode(200)
                .body("entries.text", hasItem("met naam"))
                .body("entries.files.flatten().findAll { it != null }.state", hasItem("kept")));
        await().atMost(LONG).until(() -> count("media where scope = $1 and state <> 'KEPT' and error is null",
                thread.value()) == 0);
        itIsRead(id);
        filesAreLookedAfter(id);
        itIsSearched();
        change("insert into following (record_id, occurred_at, due_at) select id, occurred_at, now() from record where thread = $1"
                + " and recorded_at >= $2", thread.value(), now.atOffset(ZoneOffset.UTC));
        await().atMost(LONG).until(() -> count("following where due_at < now() + interval '1 hour'") == 0);
        keysAreDamaged(mark);
        keysAreLost(mark);
        await().atMost(LONG).until(() -> count("leaf_queue") == 0);
        aPartitionIsGiven(mark);
        assertThrows(IllegalArgumentException.class, () -> verification.run(true, progress -> {
            if (progress.startsWith("derived") && !progress.endsWith("done")) {
                throw new IllegalArgumentException("broken off");
            }
        }));
        change("insert into conversation_link (thread, legal_entity, told_in) values ('untold', 'example-nl', $1)",
                thread.value());
        verification.run(false, progress -> {
        });
        change("delete from conversation_link where thread = 'untold'");
        keysComeBack();
        rebuild.run(progress -> {
        });
    }

    /** One that is kept is parked as if it were not, one is asked for again, and one is looked for that killed pods left. */
    private void filesAreLookedAfter(String id) {
        var wanted = transcript(id).extract()
                .<String> path("entries.files.flatten().find { it?.state == 'wanted' }.id");
        given().header("Authorization", "Bearer " + TestTokens.of("carla", "compliance-officer"))
                .post("/conversations/" + id + "/media/" + wanted + "/fetch?purpose=complaint").then().statusCode(204);
        assertEquals(List.of(), records.known(List.of(UUID.randomUUID())).await().atMost(LONG));
        assertEquals(List.of(), records.find(Instant.now(), UUID.randomUUID()).await().atMost(LONG));
        change("update media set state = 'PARKED', error = 'token-refused', due_at = now() where scope = $1 and state = 'KEPT'",
                thread.value());
        await().atMost(LONG).until(() -> count("media where scope = $1 and error = 'token-refused'", thread.value()) == 0);
    }

    private void itIsRead(String id) {
        var page = page(id, "", 2);
        page(id, next(page), 2).body("entries", hasSize(2));
        var file = transcript(id).extract()
                .<String> path("entries.files.flatten().find { it?.state == 'kept' }.id");
        asAuditor().get("/conversations/" + id + "/media/" + file + "?purpose=complaint").then().statusCode(200);
        asAuditor().get("/ledger/records/" + page.extract().path("entries[0].record") + "/inclusion").then().statusCode(200);
        asAuditor().get("/conversations/" + id + "/transcript?purpose=complaint&view=records").then().statusCode(200);
        keysMissing.fireAsync(new KeysMissing(List.of(UUID.fromString(page.extract().path("entries[0].record")))));
        asAuditor().get("/ledger/checkpoint").then().statusCode(200);
        var sizes = pool.query("select min(size) as first, max(size) as last from checkpoint where size > 0").execute().await()
                .atMost(LONG).iterator().next();
        asAuditor().get("/ledger/consistency?from=" + sizes.getLong("first") + "&to=" + sizes.getLong("last")).then()
                .statusCode(200);
    }

    /** As at the start of a pod. */
    private void aPartitionIsGiven(String topic) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().toCompletionStage().toCompletableFuture()
                    .join();
        } catch (CompletionException there) {
            assertInstanceOf(TopicExistsException.class, there.getCause());
        }
        var partition = new TopicPartition(topic, 0);
        try (var consumer = new MockConsumer<String, byte[]>("earliest")) {
            consumer.assign(List.of(partition));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            consumer.updateEndOffsets(Map.of(partition, 0L));
            positions.onPartitionsAssigned(consumer, List.of(partition));
        }
        change("delete from intake_position where topic = $1", topic);
        masterKeyCheck.ask().await().atMost(LONG);
    }

    private void itIsSearched() {
        asAuditor().get("/conversations").then().statusCode(200).body("$", hasSize(greaterThan(0)));
        for (var query : List.of("state=pending&limit=10",
                "state=pending&from=2026-09-01T00:00:00Z&to=2026-11-01T00:00:00Z", "from=2027-11-01T00:00:00Z")) {
            asAuditor().get("/conversations?" + query).then().statusCode(200);
        }
        asAuditor().get("/conversations?from=2024-01-01T00:00:00Z&to=2024-01-03T00:00:00Z").then().statusCode(200).body("$",
                hasSize(50));
        asAuditor().get("/conversations?from=2024-02-01T00:00:00Z&to=2024-02-02T00:00:00Z&state=released").then()
                .statusCode(200).body("$", hasSize(greaterThan(40)));
        asAuditor().get("/acts?purpose=oversight&legal-entity=example-nl&from=2026-09-01T00:00:00Z&to=2026-11-01T00:00:00Z")
                .then().statusCode(200);
    }

    /** They are taken out of use, and what comes is sealed under others. */
    private void keysAreDamaged(String mark) {
        keys("create table if not exists undamaged (id uuid primary key, wrapped bytea)");
        keys("insert into undamaged select id, wrapped from data_key where scope = '" + thread.value()
                + "' and retired_at is null");
        keys("update data_key set wrapped = decode('00', 'hex') || wrapped where scope = '" + thread.value()
                + "' and retired_at is null");
        send(text(thread, "wamid.d" + mark, "onder een andere sleutel"));
        await().atMost(LONG).until(() -> count("record where scope = $1", thread.value()) > 0);
        keys("insert into key_encryption_key (id, legal_entity, year, master_id, wrapped, created_at) "
                + "select gen_random_uuid(), '" + mark + "', extract(year from now()), master_id, '\\x00', now() "
                + "from key_encryption_key where legal_entity = 'example-nl' limit 1");
        send(ofEntity(mark, text(thread(mark), "wamid.e" + mark, "van een ander")));
        await().atMost(LONG).until(() -> count("record where legal_entity = $1", mark) == 1);
    }

    private void somebodyElseHasTheThread(ThreadId of, String mark) {
        send(ofEntity("example-nl", text(of, "wamid.s" + mark, "van de vorige")));
        await().atMost(LONG).until(() -> count("conversation_thread where thread = $1", of.value()) == 1);
        var since = Instant.now().minusSeconds(5);
        for (var holder : List.of("f0000000-0000-4000-8000-000000000000", "00000000-0000-4000-8000-000000000000")) {
            send(new ConsentEvent("example-nl", "whatsapp-nl", of, UUID.fromString(holder), Change.CUSTOMERS_SEPARATED, null,
                    null, null, null, null, Instant.now(), since, 1L, null));
            await().atMost(LONG).until(() -> count("conversation_thread where thread = $1 and customer = $2", of.value(),
                    UUID.fromString(holder)) == 1);
        }
    }

    /** As after a restore: what they sealed is recorded anew; who was searched for came from no topic. */
    private void keysAreLost(String mark) {
        var of = thread("lost" + mark);
        send(text(of, "wamid.l" + mark, "onder een sleutel die weg is"));
        await().atMost(LONG).until(() -> count("record where thread = $1", of.value()) == 1 && count("key_clock") == 1);
        asAuditor().header("Customer-Phone", "+31600000000").get("/conversations").then().statusCode(200);
        keys("create table searches as select * from data_key where scope like 'searches/%'");
        keys("delete from data_key where scope = '" + of.value() + "' or scope like 'searches/%'");
        keys("update clock set ticks = ticks - 1000, written_at = now() - interval '20 minutes'");
        await().atMost(LONG).until(() -> count("lost_report where state = 'THERE'") == 1);
        reaper.run();
        await().atMost(LONG).until(() -> count("lost_report where state = 'THERE'") == 0);
    }

    /** From a later backup. */
    private void keysComeBack() {
        keys("insert into data_key select * from searches on conflict do nothing");
        keys("drop table searches");
        await().atMost(LONG).until(() -> count("lost_report where state = 'FOUND'") > 0);
        change("update lost_report set state = 'RECORDED' where state = 'FOUND'");
    }

    private ChatEvent file(String id, String mediaId) {
        return event(thread, new Message(id, "image", "kijk", null, new Media(mediaId, "image/jpeg", null, null), null, null));
    }

    private static ChatEvent ofEntity(String entity, ChatEvent it) {
        return new ChatEvent(entity, it.channel(), it.provider(), it.network(), it.business(), it.thread(), it.customer(),
                it.direction(), it.kind(), it.source(), it.message(), null, null, null, it.occurredAt(), it.timeOf(),
                it.receivedAt(), it.original());
    }

    private static ChatEvent timeless(ChatEvent it) {
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), it.kind(), it.source(), it.message(), null, null, null, null,
                TimeOf.RECEIPT, it.receivedAt(), it.original());
    }

    private void fill(String columns, String values) {
        change("insert into " + columns + " select " + values + " from generate_series(1, " + ROWS + ") g");
    }

    private void keys(String statement) {
        keys.query(statement).execute().await().atMost(Duration.ofSeconds(30));
    }
}
