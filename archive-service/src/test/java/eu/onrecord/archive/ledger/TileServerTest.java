package eu.onrecord.archive.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.Vertx;

/** Others read the log, and nothing but the log. */
class TileServerTest {
    private static final byte[] BYTES = { 1, 2, 3 };
    @TempDir
    Path directory;
    private final Vertx vertx = Vertx.vertx();
    private TileServer server;

    @BeforeEach
    void start() {
        var store = new DirectoryStore(directory);
        for (var name : List.of("checkpoint", "tile/0/000", "tile/0/x001/x234/067", "tile/entries/000.p/17",
                "batch/00000000000000000000",
                "lost/00000000000000000000-00", "tile/0/x000/001")) {
            store.create(name, BYTES);
        }
        server = new TileServer(LedgerSettings.with(Map.of("tiles-port", "0")), store, vertx);
        server.start(null);
    }

    @AfterEach
    void stop() {
        server.stop(null);
        vertx.close();
    }

    @ParameterizedTest
    @CsvSource({ "checkpoint, text/plain; charset=utf-8", "tile/0/000, application/octet-stream",
            "tile/0/x001/x234/067, application/octet-stream", "tile/entries/000.p/17, application/octet-stream" })
    void whatIsTheLogsIsGiven(String name, String type) throws Exception {
        var answer = get(name);

        assertEquals(200, answer.statusCode());
        assertArrayEquals(BYTES, answer.body());
        assertEquals(type, answer.headers().firstValue("Content-Type").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "batch/00000000000000000000", "lost/00000000000000000000-00", "tile/0/001", "tile/0/x000",
            "tile/0/000.p/0",
            "tile/0/../checkpoint", "tile/0/%2e%2e/checkpoint", "tile/8/000", "tile/0/00", "tile/0/000/", "tile/0", ".lock",
            "unfinished", "tile/entries/../../batch/00000000000000000000" })
    void nothingElseIs(String name) throws Exception {
        assertEquals(404, get(name).statusCode());
    }

    @Test
    void nobodyWritesThere() throws Exception {
        var request = HttpRequest.newBuilder(uri("checkpoint")).POST(HttpRequest.BodyPublishers.ofString("x")).build();

        assertEquals(404, HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode());
        assertArrayEquals(BYTES, get("checkpoint").body());
    }

    /** They ask for much and read nothing. */
    @Test
    void whoReadsNothingKeepsNobodyWaiting() throws Exception {
        var idle = new ArrayList<Socket>();
        for (var i = 0; i < 8; i++) {
            var socket = new Socket("localhost", server.port());
            idle.add(socket);
            try {
                socket.getOutputStream()
                        .write("GET /tile/0/000 HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20_000).getBytes(US_ASCII));
            } catch (SocketException closed) {
                // it was answered once
            }
        }

        assertTimeout(Duration.ofSeconds(2), () -> get("checkpoint"));
        for (var socket : idle) {
            socket.close();
        }
    }

    @Test
    void oneRequestIsAnsweredOnAConnectionAndThenItIsClosed() throws Exception {
        try (var socket = new Socket("localhost", server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("GET /tile/0/000 HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20).getBytes(US_ASCII));

            var answers = new String(socket.getInputStream().readAllBytes(), US_ASCII);

            assertEquals(2, answers.split("HTTP/1.1 200").length, answers);
        }
    }

    /** A bucket may take its time; those who ask, and do not wait, leave nothing behind that is waited for. */
    @Test
    void noMoreWaitThanThereIsRoomFor() throws Exception {
        var isSlow = new CountDownLatch(1);
        var slow = new TileServer(LedgerSettings.with(Map.of("tiles-port", "0")),
                new CrashingStore(new DirectoryStore(directory)) {
                    @Override
                    public Optional<byte[]> read(String name) {
                        try {
                            isSlow.await(20, TimeUnit.SECONDS);
                        } catch (InterruptedException interrupted) {
                            Thread.currentThread().interrupt();
                        }
                        return super.read(name);
                    }
                }, vertx);
        slow.start(null);
        var asking = new ArrayList<Socket>();
        for (var i = 0; i < 100; i++) {
            var socket = new Socket("localhost", slow.port());
            socket.setSoTimeout(10_000);
            asking.add(socket);
            socket.getOutputStream().write("GET /checkpoint HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
        }
        var refused = 0;
        for (var socket : asking.subList(64, 100)) {
            refused += status(socket).contains("503") ? 1 : 0;
        }
        isSlow.countDown();

        assertEquals(36, refused);
        for (var socket : asking.subList(0, 64)) {
            assertTrue(status(socket).contains("200"));
        }
        slow.stop(null);
    }

    private static String status(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
    }

    /** They never come to an end of what they ask. */
    @Test
    void whoHoldsConnectionsHoldsNoMoreThanThereArePlaces() throws Exception {
        var held = new ArrayList<Socket>();
        for (var i = 0; i < 600; i++) {
            var socket = new Socket("localhost", server.port());
            socket.setSoTimeout(5_000);
            held.add(socket);
            socket.getOutputStream().write("GET /checkpoint HTTP/1.1\r\nX: ".getBytes(US_ASCII));
        }

        assertArrayEquals(BYTES, get("checkpoint").body());
        for (var socket : held.subList(0, 300)) {
            assertEquals(-1, read(socket), "closed");
        }
        for (var socket : held) {
            socket.close();
        }
    }

    private static int read(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    @Test
    void whoAsksWhetherItIsThereIsTold() throws Exception {
        var head = HttpRequest.newBuilder(uri("checkpoint")).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();

        var answer = HttpClient.newHttpClient().send(head, BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        assertEquals("3", answer.headers().firstValue("Content-Length").orElseThrow());
        assertEquals(0, answer.body().length);
    }

    /** A client that would rather speak HTTP/2 is answered in HTTP/1.1, and one that speaks nothing else is not understood. */
    @Test
    void itSpeaksHttp1Alone() throws Exception {
        var asked = HttpRequest.newBuilder(uri("checkpoint")).version(HttpClient.Version.HTTP_2).build();

        var answer = HttpClient.newHttpClient().send(asked, BodyHandlers.ofByteArray());
        assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
        assertArrayEquals(BYTES, answer.body());
    }

    private HttpResponse<byte[]> get(String name) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri(name)).build(), BodyHandlers.ofByteArray());
    }

    private URI uri(String name) {
        return URI.create("http://localhost:" + server.port() + "/" + name);
    }
}
