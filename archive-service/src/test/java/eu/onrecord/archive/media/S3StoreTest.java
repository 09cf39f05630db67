package eu.onrecord.archive.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.HttpServer;

import eu.onrecord.archive.s3.Bucket;
import eu.onrecord.archive.s3.Credentials;
import eu.onrecord.archive.s3.S3Process;

class S3StoreTest extends MediaStoreTest {
    @TempDir
    private static Path files;
    private static S3Process s3;
    private final String folder = UUID.randomUUID().toString();
    private Bucket bucket;

    @BeforeAll
    static void startS3() throws IOException, InterruptedException {
        s3 = S3Process.start(files, true);
    }

    @AfterAll
    static void stopS3() {
        s3.close();
    }

    @Override
    MediaStore store() {
        bucket = bucket("ledger");
        return new S3Store(bucket, folder);
    }

    private static Bucket bucket(String name) {
        return bucket(s3.endpoint(), name);
    }

    private static Bucket bucket(URI endpoint, String name) {
        return new Bucket(HttpClient.newHttpClient(), endpoint, name, "us-east-1", new Credentials("test", "test"),
                Clock.systemUTC());
    }

    @Override
    int objects() {
        return IntStream.range(0, StoredName.FOLDERS).filter(number -> number == FOLDER).map(number -> {
            var prefix = folder + "/" + StoredName.folder(number) + "/";
            return bucket.list(prefix).size() + bucket.unfinished(prefix).size();
        }).sum();
    }

    @Test
    void aStoreThatMindsNoConditionIsFoundOut() throws IOException {
        var careless = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        careless.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("ETag", "\"1\"");
                exchange.sendResponseHeaders(200, -1);
            }
        });
        careless.start();

        assertFalse(new S3Store(bucket(URI.create("http://localhost:" + careless.getAddress().getPort()), "ledger"), folder)
                .isExclusive());
        assertTrue(store().isExclusive());
        assertTrue(new S3Store(bucket("nowhere"), folder).isExclusive());
        careless.stop(0);
    }

    /** Also where nothing may be deleted; and it is found out once. */
    @ParameterizedTest
    @ValueSource(ints = { 403, 503 })
    void aStoreThatDeletesNothingIsJudgedAllTheSame(int refusal) throws IOException {
        var writes = new AtomicInteger();
        var careless = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        careless.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("ETag", "\"1\"");
                var isDelete = exchange.getRequestMethod().equals("DELETE");
                writes.addAndGet(isDelete ? 0 : 1);
                exchange.sendResponseHeaders(isDelete ? refusal : 200, -1);
            }
        });
        careless.start();
        var store = new S3Store(bucket(URI.create("http://localhost:" + careless.getAddress().getPort()), "ledger"), folder);

        assertFalse(store.isExclusive());
        assertFalse(store.isExclusive());
        assertEquals(2, writes.get());
        careless.stop(0);
    }

    /** Else a file would be asked for again that is there, or told to be missing. */
    @Test
    void aBucketThatIsNotThereIsNoEmptyOne() {
        var nowhere = new S3Store(bucket("nowhere"), "");

        assertThrows(UncheckedIOException.class, () -> nowhere.read(name, 0, 1));
        assertThrows(UncheckedIOException.class, () -> nowhere.size(name));
        assertThrows(UncheckedIOException.class, () -> nowhere.begin(name).finish());
    }
}
