package eu.onrecord.archive.media;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.archive.verification.Verification;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.local.testing.TestTokens;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;

/** What tests of files need: messages with files, and what became of those. */
abstract class FileTest extends ArchiveTest {
    static final Duration LONG = Duration.ofSeconds(40);
    final byte[] photo = photo(phone, 200_000);
    final String id = "f" + phone.substring(1);
    @FileServer.Files
    FileServer server;
    @Inject
    Verification verification;
    @ConfigProperty(name = "onrecord.media-store.directory")
    Path store;

    static RequestSpecification as(String user, String role) {
        return given().header("Authorization", "Bearer " + TestTokens.of(user, role));
    }

    static boolean isOpened(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    List<String> found() {
        return verification.run(true, progress -> {
        }).stream().filter(it -> it.kind().startsWith("file")).filter(it -> mine().contains(it.place()))
                .map(it -> it.kind() + " " + it.place()).toList();
    }

    List<String> mine() {
        var ids = new ArrayList<String>();
        pool.preparedQuery("select file_record from media where scope = $1").execute(Tuple.of(thread.value())).await()
                .atMost(SOON)
                .forEach(row -> ids.add(String.valueOf(row.getUUID("file_record"))));
        return ids;
    }

    List<Path> stored() {
        return mine().stream().flatMap(record -> {
            try (var files = Files.list(store.resolve(record.substring(34)))) {
                return files.filter(it -> it.getFileName().toString().startsWith(record)).toList().stream();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }).toList();
    }

    static String record(Path file) {
        return file.getFileName().toString().substring(0, 36);
    }

    String address(String conversation, String record) {
        var file = pool.preparedQuery("select id from media where file_record = $1").execute(Tuple.of(UUID.fromString(record)))
                .await().atMost(SOON).iterator().next().getUUID("id");
        return "/conversations/" + conversation + "/media/" + file + "?purpose=complaint";
    }

    static String address(String conversation, int file) {
        return "/conversations/" + conversation + "/media/"
                + transcript(conversation).extract().path("entries[0].files[" + file + "].id") + "?purpose=complaint";
    }

    static byte[] bytes(String conversation, int file) {
        return asAuditor().get(address(conversation, file)).then().statusCode(200).extract().asByteArray();
    }

    static ValidatableResponse kept(String conversation) {
        await().atMost(LONG)
                .untilAsserted(() -> transcript(conversation).body("entries[0].files[0].state", is("kept")));
        return transcript(conversation);
    }

    String sent(String channel, Media... files) {
        send(message(channel, files));
        send(told(channel));
        return conversation("released");
    }

    ConsentEvent told(String channel) {
        var it = disclosure(thread, "delivered");
        return new ConsentEvent(it.legalEntity(), channel, thread, it.customer(), it.change(),
                it.state(), it.reason(), it.evidence(), it.disclosure(), it.threads(), it.occurredAt());
    }

    ChatEvent message(String channel, Media... files) {
        var it = event(thread, new Message("wamid." + id, "image").files(List.of(files)));
        return new ChatEvent(it.legalEntity(), channel, it.provider(), it.network(), it.business(), it.thread(), it.customer(),
                it.direction(), it.kind(), it.source(), it.message(), null, null, null, it.occurredAt(), it.timeOf(),
                it.receivedAt(), it.original());
    }

    static byte[] photo(String seed, int length) {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 1000 + seed.hashCode());
        }
        if (length > 3) {
            bytes[0] = (byte) 0xFF;
            bytes[1] = (byte) 0xD8;
            bytes[2] = (byte) 0xFF;
        }
        return bytes;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(SealedFile.newSha256().digest(bytes));
    }

    /** Of what was recorded of the files nothing is there; what was sealed is. */
    void theDatabaseGoesBackToBeforeItWasKept() {
        await().atMost(LONG).until(() -> count("leaf_queue") == 0);
        change("delete from sealed_content where record_id in (select file_record from media where scope = $1)",
                thread.value());
        change("delete from leaf where commitment in (select commitment from record where thread = $1 and type like $2)",
                thread.value(), "eu.onrecord.file.%");
        change("delete from record where thread = $1 and type like $2", thread.value(), "eu.onrecord.file.%");
        change("update media set state = 'WANTED', file_record = null, due_at = now() where scope = $1", thread.value());
    }
}
