package eu.onrecord.archive.media;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.archive.QuickVerification;
import eu.onrecord.archive.record.Records;
import eu.onrecord.contract.chat.Media;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Files that something of ours keeps away: the settings, the store, the database. */
@QuarkusTest
@TestProfile(QuickVerification.class)
@WithTestResource(FileServer.class)
class KeptAwayFilesTest extends FileTest {
    @Inject
    MediaQueue queue;
    @Inject
    Records records;
    @Inject
    Leftovers leftovers;
    @Inject
    @ReactiveDataSource("keys")
    Pool keys;

    /** As after a channel was renamed, or left. */
    @Test
    void whatCameOnAChannelThatIsConfiguredNoMoreIsParked() {
        send(message("files-of-last-year", new Media(id, null, null, null)));

        await().atMost(LONG).until(() -> parked("channel-not-configured") == 1);
    }

    @Test
    void whatIsSpoiltOfAChannelThatIsConfiguredNoMoreIsKeptWhenItComesBack() throws IOException {
        var conversation = onceKept("files-whatsapp");
        var file = stored().get(0);
        var aside = file.resolveSibling("aside" + id);
        Files.move(file, aside);
        change("update media set channel = 'files-of-last-year' where scope = $1", thread.value());

        askAgain(conversation);
        await().atMost(LONG).until(() -> parked("channel-not-configured") == 1);
        Files.move(aside, file);
        askAgain(conversation);

        kept(conversation);
        assertArrayEquals(photo, bytes(conversation, 0));
        change("update media set channel = 'files-whatsapp' where scope = $1", thread.value());
    }

    /** As a broken sector: it is there, and no byte of it can be read. */
    @Test
    void whatCannotBeReadIsSaidToBeSoAndHadAgain() throws IOException {
        var conversation = onceKept("files-whatsapp");
        var file = stored().get(0);
        Files.delete(file);
        Files.createSymbolicLink(file, Files.createDirectories(Path.of("target", "no-file")).toAbsolutePath());

        assertEquals(List.of("file-content-not-readable " + record(file)), found());
        asAuditor().get(address(conversation, 0)).then().statusCode(503).body("type",
                is("urn:onrecord:problem:store-away"));
        askAgain(conversation);

        kept(conversation);
        assertArrayEquals(photo, bytes(conversation, 0));
    }

    @Test
    void whatIsNotThereAsItWasKeptIsSaidToBeSo() throws IOException {
        var conversation = onceKept("files-whatsapp");
        Files.delete(stored().get(0));

        asAuditor().get(address(conversation, 0)).then().statusCode(500).body("type",
                is("urn:onrecord:problem:media-spoilt"));
    }

    /** The store is there again, and it is the provider now that does not give it: what is read says so. */
    @Test
    void whatOurStoreDoesNotKeepAwayAnyMoreWaitsForTheProvider() {
        server.shelve(id, exchange -> FileServer.send(exchange, 503, new byte[0]));
        send(message("files-slow", new Media(id, null, null, null)));
        await().atMost(LONG).until(() -> count("media where scope = $1 and error = 'http-503'", thread.value()) == 1);

        change("update media set state = 'PARKED', error = 'store-away', due_at = now() where scope = $1", thread.value());

        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'WANTED' and error = 'http-503'",
                thread.value()) == 1);
    }

    /** Its first bytes tell that what kept it away is mended, whatever else it takes. */
    @ParameterizedTest
    @CsvSource({ "token-refused, token-refused", "too-large, token-refused" })
    void oneSlowLookKeepsNoOtherAway(String slowOne, String other) {
        var isHeld = new CountDownLatch(1);
        server.shelve(id + "slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(photo, 0, 70_000);
            exchange.getResponseBody().flush();
            isOpened(isHeld);
        });
        server.shelve(id + "other", exchange -> FileServer.send(exchange, 503, new byte[0]));
        send(message("files-mended", new Media(id + "slow", null, null, null), new Media(id + "other", null, null, null)));
        await().atMost(LONG).until(() -> count("media where scope = $1 and error is not null", thread.value()) > 0);
        server.shelve(id + "other", exchange -> FileServer.send(exchange, 200, photo));
        try {
            change("update media set state = 'PARKED', attempts = attempts + 1, error = case ordinal when 0 then $2 else $3 end,"
                    + " due_at = now() + make_interval(secs => ordinal) where scope = $1", thread.value(), slowOne, other);

            await().atMost(SOON).until(
                    () -> count("media where scope = $1 and ordinal = 1 and state = 'KEPT'", thread.value()) == 1);
            assertEquals(0, count("media where scope = $1 and ordinal = 0 and state = 'KEPT'", thread.value()));
        } finally {
            isHeld.countDown();
        }
    }

    /** That the provider has forgotten one says nothing of the others: they are as large as before. */
    @Test
    void whatIsTooLargeStaysSoThoughAnotherIsForgotten() {
        server.shelve(id, exchange -> FileServer.send(exchange, 404, new byte[0]));
        send(message("files-slow", new Media(id, null, null, null)));
        await().atMost(LONG).until(() -> count("media where scope = $1 and error = 'http-404'", thread.value()) == 1);
        change("insert into media (id, record_id, occurred_at, scope, legal_entity, channel, ordinal, state, error, attempts,"
                + " due_at, wanted_at) select gen_random_uuid(), record_id, occurred_at, scope, legal_entity, channel, 1,"
                + " 'PARKED', 'too-large', 60, now() + interval '1 hour', now() from media where scope = $1", thread.value());

        change("update media set state = 'PARKED', error = 'too-large', due_at = now() where scope = $1 and ordinal = 0",
                thread.value());

        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'WANTED' and error = 'http-404'",
                thread.value()) == 1);
        assertEquals(1, parked("too-large"));
        change("delete from media where scope = $1 and ordinal = 1", thread.value());
    }

    /** It took its time, and meanwhile the key was given up with which it began to be sealed. */
    @Test
    void whatIsSealedWithAKeyOfBeforeIsHadOnceMore() throws IOException {
        var isHeld = new CountDownLatch(1);
        server.shelve(id, exchange -> {
            try {
                isHeld.await(LONG.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            FileServer.send(exchange, 200, photo);
        });
        var conversation = sent("files-whatsapp", new Media(id, null, null, null));
        await().atMost(LONG).until(() -> server.asked("/bytes/" + id).size() == 1);
        assertTrue(keys.preparedQuery("update data_key set retired_at = now() where scope = $1 and retired_at is null")
                .execute(Tuple.of(thread.value())).await().atMost(SOON).rowCount() > 0);
        isHeld.countDown();

        kept(conversation);
        assertArrayEquals(photo, bytes(conversation, 0));
        assertEquals(List.of(), found());
    }

    @Test
    void whatIsLostSeveralTimesIsWhatFollowsFromTheRecordsOfThat() {
        server.answer("/" + id, exchange -> FileServer.send(exchange, 404, new byte[0]));
        var conversation = sent("files-brief", new Media(id, null, null, null));
        for (var times = 1; times <= 6; times++) {
            var lost = times;
            await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'LOST'", thread.value()) == 1
                    && count("record where thread = $1 and type like 'eu.onrecord.file.lost%'", thread.value()) == lost);
            askAgain(conversation);
        }
        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'LOST'", thread.value()) == 1);

        var message = pool.preparedQuery("select record_id from media where scope = $1").execute(Tuple.of(thread.value()))
                .await().atMost(SOON).iterator().next().getUUID("record_id");
        assertEquals(List.of(), verification.run(true, progress -> {
        }).stream().map(it -> it.kind() + " " + it.place()).filter(it -> it.startsWith("file-changed " + message)).toList());
    }

    /** What follows from its record comes late, or once more, while it is had again. */
    @Test
    void whatIsHadAgainIsNotSaidToBeThereByWhatIsToldTwice() throws IOException {
        var isThere = new AtomicBoolean(true);
        server.shelve(id,
                exchange -> FileServer.send(exchange, isThere.get() ? 200 : 503, isThere.get() ? photo : new byte[0]));
        var conversation = sent("files-whatsapp", new Media(id, null, null, null));
        kept(conversation);
        isThere.set(false);
        var file = stored().get(0);
        Files.delete(file);
        askAgain(conversation);

        var record = records.again(List.of(UUID.fromString(record(file)))).await().atMost(SOON);
        pool.withTransaction(transaction -> queue.settle(transaction, record)).await().atMost(SOON);

        assertEquals(1, count("media where scope = $1 and state = 'WANTED'", thread.value()));
        isThere.set(true);
        kept(conversation);
        assertArrayEquals(photo, bytes(conversation, 0));
    }

    /** What is about to be taken away is not recorded at the same moment: there are weeks between the two. */
    @Test
    void whatLiesUnrecordedForLongIsLeftAloneAndAnotherIsMade() throws IOException {
        onceKept("files-whatsapp");
        var old = stored().get(0);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        theDatabaseGoesBackToBeforeItWasKept();

        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'KEPT'", thread.value()) == 1);
        assertTrue(stored().stream().noneMatch(old::equals), "recorded anew under its name");
        assertEquals(1, stored().size());
    }

    /** Nobody but whoever lists the store would ever tell. */
    @Test
    void whatNoRecordTellsOfIsFoundWhenItShouldBeGone() throws IOException {
        var conversation = onceKept("files-whatsapp");
        var known = stored().get(0);
        var stray = known.resolveSibling(UUID.randomUUID().toString().substring(0, 34) + record(known).substring(34) + "."
                + UUID.randomUUID());
        Files.copy(known, stray);
        assertFalse(isFound(stray));

        Files.setLastModifiedTime(stray, FileTime.from(Instant.now().minus(Duration.ofDays(400))));
        Files.setLastModifiedTime(known, FileTime.from(Instant.now().minus(Duration.ofDays(400))));
        assertTrue(isFound(stray));
        assertFalse(isFound(known));

        leftovers.sweep(Integer.parseInt(record(known).substring(34), 16)).await().atMost(LONG);
        assertFalse(isFound(stray));
        assertArrayEquals(photo, bytes(conversation, 0));
    }

    private boolean isFound(Path file) {
        return verification.run(true, progress -> {
        }).stream().anyMatch(
                it -> it.kind().equals("file-of-no-record") && it.place().equals(file.getFileName().toString()));
    }

    /** However often: it was sealed long ago, and no provider is at fault. */
    @Test
    void whatTheDatabaseDoesNotTakeIsNotLost() {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        change("create function refuse_" + id + """
                () returns trigger language plpgsql as $$ begin
                if new.thread = '""" + thread.value()
                + "' and new.type like 'eu.onrecord.file.kept%' then raise exception 'full';"
                + " end if; return new; end $$");
        await().atMost(LONG).ignoreExceptions().untilAsserted(() -> change("create or replace trigger refuse_" + id
                + " before insert on record for each row execute function refuse_" + id + "()"));
        try {
            send(message("files-brief", new Media(id, null, null, null)));
            await().atMost(LONG).until(() -> parked("fault") == 1);
            var attempts = attempts();
            await().atMost(LONG).until(() -> attempts() > attempts + 5);
        } finally {
            // whoever is just recording something may hold what this wants, and want what this holds
            await().atMost(LONG).ignoreExceptions()
                    .untilAsserted(() -> change("drop trigger if exists refuse_" + id + " on record"));
            change("drop function refuse_" + id);
        }

        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'KEPT'", thread.value()) == 1);
        assertEquals(1, server.asked("/bytes/" + id).size());
    }

    private int attempts() {
        return pool.preparedQuery("select attempts from media where scope = $1").execute(Tuple.of(thread.value())).await()
                .atMost(SOON).iterator().next().getInteger("attempts");
    }

    private String onceKept(String channel) {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        var conversation = sent(channel, new Media(id, null, null, null));
        kept(conversation);
        return conversation;
    }

    private long parked(String why) {
        return count("media where scope = $1 and state = 'PARKED' and error = $2", thread.value(), why);
    }

    private void askAgain(String conversation) {
        as("carla", "compliance-officer").post(address(conversation, 0).replace("?", "/fetch?")).then().statusCode(202);
    }
}
