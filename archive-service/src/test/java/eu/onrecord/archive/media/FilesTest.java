package eu.onrecord.archive.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.QuickVerification;
import eu.onrecord.contract.chat.Media;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Files from every provider, kept as records: whatever the providers, the pods and the store do. */
@QuarkusTest
@TestProfile(QuickVerification.class)
@WithTestResource(FileServer.class)
class FilesTest extends FileTest {
    @Test
    void whatsAppsAreFetchedWithTheToken() {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));

        var conversation = sent("files-whatsapp", new Media(id, "image/jpeg; x=y", null, "a/../\"b\".jpg"));
        kept(conversation).body("entries[0].files[0].mimeType", is("image/jpeg; x=y"))
                .body("entries[0].files[0].foundType", is("image/jpeg")).body("entries[0].files[0].size", is(photo.length))
                .body("entries.type", hasItem("eu.onrecord.chat.message.v1")).body("entries.size()", is(2));
        assertArrayEquals(photo, bytes(conversation, 0));
        assertEquals(List.of("/" + id + " Bearer file-token"), server.asked("/" + id + " "));
        assertEquals(List.of("/bytes/" + id + " Bearer file-token"), server.asked("/bytes/" + id));
        asAuditor().get(address(conversation, 0)).then().header("Content-Disposition",
                "attachment; filename=\"_b_.jpg\"; filename*=UTF-8''%22b%22.jpg");
    }

    @Test
    void dialog360sAreFetchedWithItsKeyAtItsOwnHost() {
        server.answer("/" + id, exchange -> FileServer.send(exchange, 200,
                ("{\"url\":\"https://lookaside.fbsbx.com/attachments/" + id + "?hash=1\"}").getBytes(UTF_8)));
        server.answer("/attachments/" + id, exchange -> FileServer.send(exchange, 200, photo));

        kept(sent("files-360dialog", new Media(id, "image/jpeg", null, null)));
        assertEquals(List.of("/attachments/" + id + "?hash=1 file-token"), server.asked("/attachments/" + id));
    }

    @Test
    void twiliosLieElsewhereAndNoTokenGoesThere() {
        var path = "/2010-04-01/Accounts/AC1/Messages/MM1/Media/" + id;
        server.answer(path, exchange -> {
            exchange.getResponseHeaders().add("Location", "/store/" + id + "?signed=1");
            exchange.sendResponseHeaders(307, -1);
        });
        server.answer("/store/" + id, exchange -> FileServer.send(exchange, 200, photo));

        kept(sent("files-twilio", new Media(id, "image/jpeg", null, null, server.address() + path)));
        assertEquals(List.of(path + " Basic QUMxOmZpbGUtdG9rZW4="), server.asked(path));
        assertEquals(List.of("/store/" + id + "?signed=1 null"), server.asked("/store/" + id));
    }

    @Test
    void telegramsAreFetchedBelowTheToken() {
        server.answer("/botfile-token/getFile", exchange -> FileServer.send(exchange, 200,
                ("{\"ok\":true,\"result\":{\"file_path\":\"photos/" + id + ".jpg\"}}").getBytes(UTF_8)));
        server.answer("/file/botfile-token/photos/" + id + ".jpg", exchange -> FileServer.send(exchange, 200, photo));

        kept(sent("files-telegram", new Media(id, null, null, null)));
    }

    @Test
    void severalFilesOfAMessageAreKeptEachByItself() {
        var files = IntStream.range(0, 5).mapToObj(i -> new Media(id + i, "image/jpeg", null, i + ".jpg"))
                .toArray(Media[]::new);
        for (var i = 0; i < 5; i++) {
            var bytes = photo(id + i, 1000 + i);
            server.shelve(id + i, exchange -> FileServer.send(exchange, 200, bytes));
        }

        var conversation = sent("files-whatsapp", files);
        await().atMost(LONG).untilAsserted(() -> transcript(conversation).body("entries[0].files.state",
                is(List.of("kept", "kept", "kept", "kept", "kept"))));
        for (var i = 0; i < 5; i++) {
            assertArrayEquals(photo(id + i, 1000 + i), bytes(conversation, i));
        }
    }

    @Test
    void whatTheProviderDoesNotGiveForAWhileIsOnItsWayUntilItDoes() {
        var tries = new AtomicInteger();
        server.shelve(id, exchange -> FileServer.send(exchange, tries.incrementAndGet() < 3 ? 503 : 200, photo));

        var conversation = sent("files-whatsapp", new Media(id, "image/jpeg", null, "p.jpg"));
        await().atMost(SOON).untilAsserted(() -> transcript(conversation).body("entries[0].files[0].state", is("wanted"))
                .body("entries[0].files[0].error", is("http-503")).body("entries[0].files[0].name", is("p.jpg")));
        kept(conversation);
        assertEquals(3, tries.get());
    }

    /** A proxy's word with the status of a photo, and with its type: the bytes tell. */
    @ParameterizedTest
    @ValueSource(strings = { "", "text/plain", "application/octet-stream", "image/jpeg" })
    void aWordInAPhotosPlaceIsNotKept(String type) {
        var path = "/2010-04-01/Accounts/AC1/Messages/MM2/Media/" + id;
        var tries = new AtomicInteger();
        server.answer(path, exchange -> {
            if (!type.isEmpty()) {
                exchange.getResponseHeaders().add("Content-Type", type);
            }
            FileServer.send(exchange, 200, tries.incrementAndGet() == 1 ? "upstream connect error or disconnect".getBytes(UTF_8)
                    : photo);
        });

        var conversation = sent("files-twilio", new Media(id, "image/jpeg", null, null, server.address() + path));

        kept(conversation);
        assertArrayEquals(photo, bytes(conversation, 0));
        assertEquals(2, tries.get());
    }

    /** It is what the customer sent, after all. */
    @Test
    void whatIsOddIsKeptWhenItIsOddForLong() {
        var path = "/2010-04-01/Accounts/AC1/Messages/MM3/Media/" + id;
        server.answer(path, exchange -> FileServer.send(exchange, 200, "no photo at all".getBytes(UTF_8)));
        var conversation = sent("files-twilio", new Media(id, "image/jpeg", null, null, server.address() + path));
        await().atMost(LONG).untilAsserted(() -> transcript(conversation).body("entries[0].files[0].error",
                is("not-the-file")));

        change("update media set wanted_at = now() - interval '25 hours', due_at = now() where scope = $1", thread.value());

        kept(conversation);
    }

    @Test
    void whatBreaksOffOrIsAnotherIsNotKept() {
        var tries = new AtomicInteger();
        server.shelve(id, exchange -> {
            switch (tries.incrementAndGet()) {
                case 1 -> {
                    exchange.sendResponseHeaders(200, photo.length);
                    exchange.getResponseBody().write(photo, 0, photo.length / 2);
                    exchange.getResponseBody().flush();
                }
                case 2 -> FileServer.send(exchange, 200, photo(phone, 199_999));
                default -> FileServer.send(exchange, 200, photo);
            }
        });

        var conversation = sent("files-whatsapp", new Media(id, "image/jpeg", sha256(photo), null));
        kept(conversation);
        assertArrayEquals(photo, bytes(conversation, 0));
        assertEquals(3, tries.get());
    }

    @Test
    void aTokenThatIsNotAcceptedParksAndARenewedOneTakesUpAgain() {
        var isRenewed = new AtomicBoolean();
        for (var i = 0; i < 3; i++) {
            var bytes = photo(id + i, 1000);
            server.shelve(id + i, exchange -> FileServer.send(exchange, 200, bytes));
            server.answer("/" + id + i, told(server, id + i, isRenewed));
        }
        var conversation = sent("files-renewed", new Media(id + 0, null, null, null), new Media(id + 1, null, null, null),
                new Media(id + 2, null, null, null));
        await().atMost(LONG).untilAsserted(() -> transcript(conversation)
                .body("entries[0].files.state", is(List.of("parked", "parked", "parked")))
                .body("entries[0].files.error", hasItem("token-refused")));

        isRenewed.set(true);
        await().atMost(LONG).untilAsserted(
                () -> transcript(conversation).body("entries[0].files.state", is(List.of("kept", "kept", "kept"))));
    }

    private static FileServer.Handler told(FileServer server, String id, AtomicBoolean isRenewed) {
        return exchange -> {
            if (isRenewed.get()) {
                FileServer.send(exchange, 200, ("{\"url\":\"" + server.address() + "/bytes/" + id + "\"}").getBytes(UTF_8));
            } else {
                exchange.sendResponseHeaders(401, -1);
            }
        };
    }

    @Test
    void aHostThatNobodyKnowsAndAnAddressOfOursAreNeverAsked() {
        server.answer("/" + id + 0, exchange -> FileServer.send(exchange, 200,
                "{\"url\":\"https://evil.test/x\"}".getBytes(UTF_8)));
        server.answer("/" + id + 1, exchange -> FileServer.send(exchange, 200,
                "{\"url\":\"https://localhost/x\"}".getBytes(UTF_8)));

        var conversation = sent("files-elsewhere", new Media(id + 0, null, null, null), new Media(id + 1, null, null, null));
        await().atMost(LONG).untilAsserted(
                () -> transcript(conversation).body("entries[0].files.state", is(List.of("parked", "parked")))
                        .body("entries[0].files.error", is(List.of("host-not-allowed", "address-not-public"))));
    }

    @Test
    void aFileLargerThanAnyIsParked() {
        server.shelve(id, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (var i = 0; i < 200; i++) {
                exchange.getResponseBody().write(photo);
            }
        });

        var conversation = sent("files-whatsapp", new Media(id, null, null, null));
        await().atMost(LONG).untilAsserted(() -> transcript(conversation).body("entries[0].files[0].state", is("parked"))
                .body("entries[0].files[0].error", is("too-large")));
        change("delete from media where state = 'PARKED'");
    }

    @Test
    void whatTheProviderForgotIsARecordThatSaysWhy() {
        var conversation = sent("files-brief", new Media(id, "image/jpeg", null, "gone.jpg"));

        await().atMost(LONG).untilAsserted(() -> transcript(conversation).body("entries[0].files[0].state", is("lost"))
                .body("entries[0].files[0].error", is("http-404")));
        asAuditor().get("/conversations/" + conversation + "/transcript?purpose=complaint&view=records").then()
                .body("entries.type", hasItem("eu.onrecord.file.lost.v1"));
        asAuditor().get(address(conversation, 0)).then().statusCode(409).body("reason", is("lost"));

        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        var again = address(conversation, 0).replace("?", "/fetch?");
        asAuditor().post(again).then().statusCode(403);
        as("carla", "compliance-officer").post(again).then().statusCode(202);
        kept(conversation);
        as("carla", "compliance-officer").post(again).then().statusCode(204);
        assertEquals(List.of(), found());
    }

    /** However many somebody sends, the disk is not theirs. */
    @Test
    void ofTooManyInADayThoseAreFetchedThatAreAskedFor() {
        var bytes = photo(id, 1000);
        var many = IntStream.range(0, FileServer.A_DAY + 2).mapToObj(i -> {
            server.shelve(id + "d" + i, exchange -> FileServer.send(exchange, 200, bytes));
            return new Media(id + "d" + i, null, null, null);
        }).toArray(Media[]::new);
        var conversation = sent("files-whatsapp", many);
        await().atMost(LONG)
                .until(() -> count("media where scope = $1 and state = 'KEPT'", thread.value()) == FileServer.A_DAY);
        assertEquals(2, count("media where scope = $1 and state = 'HELD'", thread.value()), "of the same message");

        server.shelve(id + "e", exchange -> FileServer.send(exchange, 200, bytes));
        send(message("files-whatsapp", new Media(id + "e", null, null, null)));
        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'HELD'", thread.value()) == 3);
        transcript(conversation).body("entries[0].files.findAll { it.state == 'held' }.error",
                is(List.of("too-many-that-day", "too-many-that-day")));
        assertEquals(List.of(), server.asked("/" + id + "e"));

        var asked = address(conversation, FileServer.A_DAY).replace("?", "/fetch?");
        as("carla", "compliance-officer").post(asked).then().statusCode(202);
        await().atMost(LONG)
                .until(() -> count("media where scope = $1 and state = 'KEPT'", thread.value()) == FileServer.A_DAY + 1);

        change("update media set due_at = now() where scope = $1 and state = 'HELD'", thread.value());
        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'LOST'", thread.value()) == 2);
        transcript(conversation).body("entries[0].files.findAll { it.state == 'lost' }.error",
                is(List.of("too-many-that-day")));
        assertEquals(List.of(), found());
    }

    @Test
    void aSlowOneStopsNoOther() throws InterruptedException {
        var goOn = new CountDownLatch(1);
        for (var i = 0; i < 40; i++) {
            server.shelve(id + "s" + i, exchange -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write(photo(id, 10));
                exchange.getResponseBody().flush();
                if (isOpened(goOn)) {
                    exchange.getResponseBody().write(new byte[990]);
                }
            });
        }
        var slow = IntStream.range(0, 40).mapToObj(i -> new Media(id + "s" + i, null, null, null)).toArray(Media[]::new);
        send(message("files-slow", slow));
        await().atMost(LONG).until(() -> server.asked("/bytes/" + id + "s").size() >= 32);

        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        try {
            send(message("files-whatsapp", new Media(id, null, null, null)));
            await().atMost(SOON).until(() -> count("media where scope = $1 and state = 'KEPT'", thread.value()) == 1);
        } finally {
            goOn.countDown();
        }
        await().atMost(LONG).until(() -> count("media where scope = $1 and state = 'KEPT'", thread.value()) == 41);
    }

    @Test
    void whoIsStillAtItKeepsIt() {
        var goOn = new CountDownLatch(1);
        server.shelve(id, exchange -> {
            exchange.sendResponseHeaders(200, photo.length);
            isOpened(goOn);
            exchange.getResponseBody().write(photo);
        });

        var conversation = sent("files-whatsapp", new Media(id, null, null, null));
        await().atMost(LONG).until(() -> server.asked("/bytes/" + id).size() == 1);
        var first = "wanted_at + interval '4 seconds'";
        await().atMost(LONG).until(() -> count("media where scope = $1 and due_at > " + first + " + interval '5 seconds'",
                thread.value()) == 1);
        goOn.countDown();
        kept(conversation);
        assertEquals(1, server.asked("/bytes/" + id).size());
    }

    /** As if a pod had been thought dead that was only slow. */
    @Test
    void twoWhoFetchTheSameKeepItOnce() {
        var goOn = new CountDownLatch(1);
        server.shelve(id, exchange -> {
            exchange.sendResponseHeaders(200, photo.length);
            isOpened(goOn);
            exchange.getResponseBody().write(photo);
        });

        var conversation = sent("files-whatsapp", new Media(id, null, null, null));
        await().atMost(LONG).until(() -> server.asked("/bytes/" + id).size() == 1);
        await().atMost(LONG).until(() -> {
            change("update media set due_at = now() where scope = $1", thread.value());
            return server.asked("/bytes/" + id).size() > 1;
        });
        goOn.countDown();

        kept(conversation);
        assertEquals(1, count("record where thread = $1 and type like 'eu.onrecord.file.%'", thread.value()));
        assertEquals(1, stored().size());
        assertArrayEquals(photo, bytes(conversation, 0));
        assertEquals(List.of(), found());
    }

    /** As if the database had gone back to before the file was recorded; the provider has it no more. */
    @Test
    void whatWasSealedAndNotRecordedIsFoundAgain() {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, photo));
        var conversation = sent("files-whatsapp", new Media(id, null, null, null));
        kept(conversation);
        server.answer("/" + id, exchange -> exchange.sendResponseHeaders(404, -1));

        theDatabaseGoesBackToBeforeItWasKept();

        kept(conversation);
        assertArrayEquals(photo, bytes(conversation, 0));
        assertEquals(1, server.asked("/" + id + " ").size());
    }

    @Test
    void twoThatAreExchangedOneThatIsCutAndOneThatIsMissingAreFound() throws IOException {
        for (var i = 0; i < 2; i++) {
            var bytes = photo(id + i, 5000);
            server.shelve(id + i, exchange -> FileServer.send(exchange, 200, bytes));
        }
        var conversation = sent("files-whatsapp", new Media(id + 0, null, null, null), new Media(id + 1, null, null, null));
        await().atMost(LONG)
                .untilAsserted(() -> transcript(conversation).body("entries[0].files.state", is(List.of("kept", "kept"))));
        var files = stored();
        var aside = files.get(0).resolveSibling("aside");

        Files.move(files.get(0), aside);
        assertEquals(List.of("file-content-missing " + record(files.get(0))), found());
        Files.copy(files.get(1), files.get(0));
        assertEquals(List.of("file-content-broken " + record(files.get(0))), found());
        asAuditor().get(address(conversation, record(files.get(0)))).then().statusCode(500);
        Files.write(files.get(0), Arrays.copyOf(Files.readAllBytes(aside), 4000));
        assertEquals(List.of("file-content-broken " + record(files.get(0))), found());
        Files.move(aside, files.get(0), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(List.of(), found());
        asAuditor().get(address(conversation, record(files.get(0)))).then().statusCode(200);
    }

    @Test
    void aFileIsReadFromAnywhere() {
        var large = photo(phone, 2_500_000);
        server.shelve(id, exchange -> FileServer.send(exchange, 200, large));
        var conversation = sent("files-whatsapp", new Media(id, null, null, null));
        kept(conversation);
        var address = address(conversation, 0);

        for (var range : List.of("0-0", "1048519-1048520", "2499999-", "-1", "1000000-2200000", "0-99999999")) {
            var answer = asAuditor().header("Range", "bytes=" + range).get(address).then().statusCode(206)
                    .header("Content-Range", notNullValue()).extract();
            var told = answer.header("Content-Range").replace("bytes ", "").split("[-/]");
            assertArrayEquals(Arrays.copyOfRange(large, Integer.parseInt(told[0]), Integer.parseInt(told[1]) + 1),
                    answer.asByteArray(), range);
        }
        asAuditor().header("Range", "bytes=0-1,4-5").get(address).then().statusCode(200).header("Content-Range", nullValue());
        asAuditor().header("Range", "bytes=2500000-").get(address).then().statusCode(416);
    }

    @Test
    void aFileWithoutAByteIsKeptToo() {
        server.shelve(id, exchange -> exchange.sendResponseHeaders(200, -1));

        var conversation = sent("files-whatsapp", new Media(id, "text/plain", null, null));
        kept(conversation).body("entries[0].files[0].size", is(0));
        assertEquals(0, bytes(conversation, 0).length);
    }

    @Test
    void whatRunsInABrowserIsNeverGivenAsThat() {
        server.shelve(id, exchange -> FileServer.send(exchange, 200, "<script>alert(1)</script>".getBytes(UTF_8)));

        var conversation = sent("files-whatsapp", new Media(id, "text/html", null, "x.html"));
        kept(conversation);
        asAuditor().get(address(conversation, 0)).then().contentType("application/octet-stream")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Content-Disposition", startsWith("attachment"));
    }
}
