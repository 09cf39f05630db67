package eu.onrecord.archive.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import eu.onrecord.archive.QuickVerification;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Tuple;

/** Files that were kept and are not there any more, rows that say what is not so, and who comes late. */
@QuarkusTest
@TestProfile(QuickVerification.class)
@WithTestResource(FileServer.class)
class SpoiltFilesTest extends FileTest {

    @Test
    void whatIsKeptAndNotThereIsHadAgainWhileTheProviderHasIt() throws IOException {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        var conversation = sent("files-whatsapp", new Media(id, null, null, null));
        kept(conversation);
        var file = stored().get(0);
        var again = address(conversation, 0).replace("?", "/fetch?");
        as("carla", "compliance-officer").post(again).then().statusCode(204);

        Files.delete(file);
        restored(conversation, again);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 4000));
        restored(conversation, again);
        assertEquals(List.of(file), stored());
        assertEquals(1, count("record where thread = $1 and type like 'eu.onrecord.file.%'", thread.value()));
    }

    private void restored(String conversation, String again) {
        asAuditor().get(address(conversation, 0)).then().statusCode(500);
        as("carla", "compliance-officer").post(again).then().statusCode(202);
        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'KEPT'", thread.value()) == 1);
        assertArrayEquals(photo, bytes(conversation, 0));
        assertEquals(List.of(), found());
    }

    /** As from a backup: then nobody has to be asked. */
    @Test
    void whatComesBackMeanwhileIsKeptThoughTheProviderHasItNoMore() throws IOException {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        var conversation = sent("files-whatsapp", new Media(id, null, null, null));
        kept(conversation);
        var file = stored().get(0);
        var aside = file.resolveSibling("aside");
        Files.move(file, aside);
        server.answer("/" + id, exchange -> exchange.sendResponseHeaders(401, -1));
        as("carla", "compliance-officer").post(address(conversation, 0).replace("?", "/fetch?")).then().statusCode(202);
        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'PARKED'", thread.value()) == 1);
        assertEquals(List.of("file-content-missing " + record(file)), found());

        Files.move(aside, file);
        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'KEPT'", thread.value()) == 1);
        assertArrayEquals(photo, bytes(conversation, 0));
    }

    /** The provider is not asked to pay for what is ours. */
    @Test
    void whatOurStoreDoesNotTakeIsParked() throws IOException {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        Files.createDirectories(store);
        var folders = IntStream.range(0, StoredName.FOLDERS).mapToObj(i -> store.resolve(StoredName.folder(i))).toList();
        var moved = new ArrayList<Path>();
        for (var it : folders) {
            if (Files.isDirectory(it)) {
                Files.move(it, it.resolveSibling(it.getFileName() + ".moved" + id));
                moved.add(it);
            }
            Files.createFile(it);
        }
        try {
            send(message("files-brief", new Media(id, null, null, null)));
            await().atMost(LONG).until(() -> count("media where scope = $1 and error = 'store-away'", thread.value()) == 1);
        } finally {
            for (var it : folders) {
                Files.delete(it);
            }
            for (var it : moved) {
                Files.move(it.resolveSibling(it.getFileName() + ".moved" + id), it);
            }
        }
        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'KEPT'", thread.value()) == 1);
    }

    /** A volume that is not mounted: nothing is kept beside it, where nobody looks for it. */
    @Test
    void whereTheStoreIsAwayNoneIsMadeInItsPlace() throws IOException {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        Files.createDirectories(store);
        var aside = store.resolveSibling(store.getFileName() + ".aside" + id);
        Files.move(store, aside);
        try {
            send(message("files-brief", new Media(id, null, null, null)));
            await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'WANTED'", thread.value()) == 1);
            await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> !Files.exists(store));
        } finally {
            Files.move(aside, store);
        }
        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'KEPT'", thread.value()) == 1);
    }

    /** What was kept once is never said to be lost: its record says that it was kept. */
    @Test
    void whatIsKeptAndNotThereAndAnotherByNowStaysKept() throws IOException {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        var conversation = sent("files-brief", new Media(id, null, null, null));
        kept(conversation);
        var file = stored().get(0);
        Files.delete(file);
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo("another", 1000)));

        as("carla", "compliance-officer").post(address(conversation, 0).replace("?", "/fetch?")).then().statusCode(202);
        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'KEPT' and error = 'hash-mismatch'",
                thread.value()) == 1);
        assertEquals(List.of("file-content-missing " + record(file)), found());
    }

    /** Whoever comes late must not take away what somebody else has recorded by then. */
    @Test
    void whatIsBrokenAndNotRecordedStaysAndAnotherIsMade() throws IOException {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        var conversation = sent("files-whatsapp", new Media(id, null, null, null));
        kept(conversation);
        var broken = stored().get(0);
        Files.write(broken, Arrays.copyOf(Files.readAllBytes(broken), 4000));
        theDatabaseGoesBackToBeforeItWasKept();

        kept(conversation);
        assertArrayEquals(photo, bytes(conversation, 0));
        assertTrue(Files.exists(broken));
        assertEquals(1, stored().stream().filter(it -> !it.equals(broken)).count());
    }

    @Test
    void whoFindsItStoredByAnotherKeepsThatHoweverLateItIs() {
        var goOn = new CountDownLatch(1);
        server.shelve(id, exchange -> {
            exchange.sendResponseHeaders(200, photo.length);
            isOpened(goOn);
            exchange.getResponseBody().write(photo);
        });
        var conversation = sent("files-brief", new Media(id, null, null, null));
        await().atMost(LONG).until(() -> server.asked("/bytes/" + id).size() == 1);
        await().atMost(LONG).until(() -> {
            change("update media set due_at = now(), attempts = attempts + 10 where scope = $1", thread.value());
            return server.asked("/bytes/" + id).size() > 2;
        });
        goOn.countDown();

        kept(conversation);
        assertEquals(0, count("record where thread = $1 and type = 'eu.onrecord.file.lost.v1'", thread.value()));
        assertArrayEquals(photo, bytes(conversation, 0));
    }

    @Test
    void whatIsBusyWhenItIsMendedIsNotLostAndWhatIsGoneHoldsUpNoOther() {
        var isRenewed = new AtomicBoolean();
        var isBusy = new AtomicBoolean(true);
        var files = new ArrayList<Media>();
        for (var i = 0; i < 10; i++) {
            var name = id + "m" + i;
            var isThere = i == 9;
            server.answer("/bytes/" + name,
                    exchange -> FileServer.send(exchange, isThere ? 200 : 404, isThere ? photo : new byte[0]));
            server.answer("/" + name, exchange -> {
                if (!isRenewed.get()) {
                    exchange.sendResponseHeaders(401, -1);
                } else if (isBusy.get()) {
                    exchange.sendResponseHeaders(503, -1);
                } else {
                    FileServer.send(exchange, 200,
                            ("{\"url\":\"" + server.address() + "/bytes/" + name + "\"}").getBytes(UTF_8));
                }
            });
            files.add(new Media(name, null, null, null));
        }
        var conversation = sent("files-mended", files.toArray(Media[]::new));
        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'PARKED'", thread.value()) == 10);
        change("update media set wanted_at = now() - interval '61 days', attempts = 100 where scope = $1", thread.value());

        isRenewed.set(true);
        var asked = server.asked("/" + id + "m").size();
        await().atMost(LONG).until(() -> server.asked("/" + id + "m").size() > asked + 1);
        assertEquals(10, count("media where scope = $1 and state = 'PARKED'", thread.value()), "of a provider that is busy");
        isBusy.set(false);
        await().atMost(Duration.ofSeconds(6))
                .until(() -> count("media where scope = $1 and state = 'KEPT'", thread.value()) == 1);
        // one may be being looked at just now, and be parked until then
        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'WANTED'", thread.value()) == 9);
        transcript(conversation).body("entries[0].files[9].state", is("kept"));
    }

    @Test
    void ofWhatIsTooLargeByItsOwnWordNoByteIsTaken() {
        var sent = new AtomicInteger();
        server.shelve(id, exchange -> {
            exchange.sendResponseHeaders(200, 50_000_000);
            for (var i = 0; i < 250; i++) {
                exchange.getResponseBody().write(photo);
                sent.incrementAndGet();
            }
        });

        sent("files-elsewhere", new Media(id, null, null, null));
        await().atMost(LONG).until(() -> server.asked("/bytes/" + id).size() >= 4);
        assertEquals(1, count("media where scope = $1 and error = 'too-large'", thread.value()));
        // what the kernels hold between them
        assertTrue(sent.get() < 4 * 60, sent + " pieces");
    }

    @Test
    void aRowOfSomebodyElseShowsNothing() {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        kept(sent("files-whatsapp", new Media(id, null, null, null)));
        var theirs = thread(phone + " another");
        send(in(theirs));
        send(new ConsentEvent("example-nl", "files-whatsapp", theirs, UUID.randomUUID(), Change.DISCLOSURE_CHANGED,
                "delivered", null, UUID.randomUUID(),
                new ConsentEvent.Disclosure(UUID.randomUUID(), "2026-1", "nl", "contact-2026", null, null, null, null), null,
                Instant.now()));
        await().atMost(LONG).until(() -> count("conversation_thread where thread = $1", theirs.value()) == 1);
        var conversation = pool.preparedQuery("select conversation_id from conversation_thread where thread = $1")
                .execute(Tuple.of(theirs.value())).await().atMost(SOON).iterator().next().getUUID("conversation_id");
        var file = pool.preparedQuery("update media set scope = $2 where scope = $1 returning id")
                .execute(Tuple.of(thread.value(), theirs.value())).await().atMost(SOON).iterator().next().getUUID("id");

        asAuditor().get("/conversations/" + conversation + "/media/" + file + "?purpose=complaint").then().statusCode(500);
        assertTrue(kinds().contains("file-changed"), kinds().toString());
        change("update media set scope = $1 where id = $2", thread.value(), file);
    }

    private ChatEvent in(ThreadId theirs) {
        var it = event(theirs, new Message("wamid.b" + id, "text").text("hoi"));
        return new ChatEvent(it.legalEntity(), "files-whatsapp", it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), it.kind(), it.source(), it.message(), null, null, null, it.occurredAt(),
                it.timeOf(), it.receivedAt(), it.original());
    }

    private List<String> kinds() {
        return verification.run(true, progress -> {
        }).stream().map(it -> it.kind()).toList();
    }

    @Test
    void whatIsKeptAndSaidToBeLostIsFound() {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        kept(sent("files-whatsapp", new Media(id, null, null, null)));

        change("update media set state = 'LOST' where scope = $1", thread.value());
        assertTrue(kinds().contains("file-changed"), kinds().toString());
        change("update media set state = 'KEPT' where scope = $1", thread.value());
    }

    /** It is somebody of ours who can mend it, or nobody. */
    @Test
    void whoseMessageCannotBeReadIsParked() {
        server.shelve(id, exchange -> FileServer.send(exchange, 503, new byte[0]));
        send(message("files-whatsapp", new Media(id, null, null, null)));
        await().atMost(LONG).until(() -> count("media where scope = $1 and error = 'http-503'", thread.value()) == 1);

        change("update sealed_content set sealed = set_byte(sealed, 200, get_byte(sealed, 200) # 1) where record_id ="
                + " (select record_id from media where scope = $1)", thread.value());
        change("update media set due_at = now() where scope = $1", thread.value());
        await().atMost(LONG).until(() -> count(
                "media where scope = $1 and state = 'PARKED' and error = 'message-not-readable'", thread.value()) == 1);
        change("delete from media where scope = $1", thread.value());
    }

    @Test
    void whoAsksForAFileThatIsNotThereLeavesAnAct() {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        var conversation = sent("files-whatsapp", new Media(id, null, null, null));
        var before = count("record where type = 'eu.onrecord.act.replayed.v1'");

        as("carla", "compliance-officer")
                .post("/conversations/" + conversation + "/media/" + UUID.randomUUID() + "/fetch?purpose=complaint").then()
                .statusCode(404);
        assertEquals(before + 1, count("record where type = 'eu.onrecord.act.replayed.v1'"));
    }
}
