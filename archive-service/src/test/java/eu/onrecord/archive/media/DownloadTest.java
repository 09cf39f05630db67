package eu.onrecord.archive.media;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.media.Download.Limits;
import eu.onrecord.archive.media.provider.Step;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** A server that keeps to no rule of HTTP. */
@Timeout(30)
class DownloadTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Limits ANY = new Limits("whatsapp-nl", 1000, true, "image/jpeg");
    private static final int LARGE_BYTES = 3 * LargeFiles.FROM;
    private static final String LARGE = "HTTP/1.1 200 OK\r\nContent-Length: " + LARGE_BYTES + "\r\n\r\n";
    private final Vertx vertx = Vertx.vertx();
    private final Download download = over(vertx);
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private ServerSocket server;
    private String answer;

    @BeforeEach
    void begin() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        var serving = new Thread(this::serve, "server");
        serving.setDaemon(true);
        serving.start();
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        vertx.close();
    }

    private void serve() {
        try {
            while (true) {
                var socket = server.accept();
                var one = new Thread(() -> answer(socket), "connection");
                one.setDaemon(true);
                one.start();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** What it is told for each request of a connection, and then it hangs up. */
    private void answer(Socket socket) {
        try (socket) {
            var request = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            var first = request.readLine();
            for (var line = first; line != null && !line.isEmpty();) {
                line = request.readLine();
                asked.add(String.valueOf(line).toLowerCase(Locale.ROOT));
            }
            if (first.contains("/large")) {
                var head = first.contains("untold") ? "HTTP/1.1 200 OK\r\n\r\n" : LARGE;
                socket.getOutputStream().write((head + "x".repeat(LARGE_BYTES - 100)).getBytes(US_ASCII));
                socket.getOutputStream().flush();
                while (first.contains("slow") && !goOn.await(300, TimeUnit.MILLISECONDS)) {
                    socket.getOutputStream().write('x');
                    socket.getOutputStream().flush();
                }
                if (first.contains("stalling")) {
                    goOn.await(20, TimeUnit.SECONDS);
                }
                socket.getOutputStream().write("x".repeat(LARGE_BYTES).getBytes(US_ASCII));
            } else {
                socket.getOutputStream().write(answer.getBytes(US_ASCII));
            }
            socket.getOutputStream().flush();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            // whoever asked has hung up
        }
    }

    @Test
    void whatIsToldWholeIsTaken() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

        assertEquals("hello", taken(ANY));
    }

    @Test
    void whatIsCutOffIsNotTaken() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello";
        assertEquals("broken-off", assertThrows(FetchFailure.class, () -> taken(ANY)).getMessage());
        answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
        assertEquals("broken-off", assertThrows(FetchFailure.class, () -> taken(ANY)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = { "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
            "Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "Connection: close\r\nTransfer-Encoding: deflate\r\n\r\nhello" })
    void whatIsPackedByWhoeverStandsBetweenIsToldToo(String packed) {
        answer = "HTTP/1.1 200 OK\r\n" + packed;

        assertEquals("encoded", assertThrows(FetchFailure.class, () -> taken(ANY)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "identity, identity", "Identity" })
    void whatSaysThatNothingIsPackedIsTaken(String encoding) {
        answer = "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: 5\r\n\r\nhello";

        assertEquals("hello", taken(ANY));
    }

    /** It ends where the connection does, for whatever reason: only a hash can tell that it is whole. */
    @Test
    void whatDoesNotTellItsLengthWaitsForSomebodyUnlessItsHashIsKnown() {
        answer = "HTTP/1.1 200 OK\r\n\r\nhel";

        var failure = assertThrows(FetchFailure.class, () -> taken(ANY));
        assertEquals("length-not-told", failure.getMessage());
        assertTrue(failure.isParked());
        assertEquals("hel", taken(new Limits("whatsapp-nl", 1000, false, "image/jpeg")));
    }

    @Test
    void aSecondAnswerIsNotTakenForTheNextFile() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
                + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nEVIL";
        assertEquals("hello", taken(ANY));
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nown";
        for (var i = 0; i < 10; i++) {
            assertEquals("own", taken(ANY));
        }
    }

    /** Whoever asked is given no time just then: what comes meanwhile waits for them. */
    @Test
    void nothingThatComesWhileTheAskerIsHeldUpIsLost() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

        assertEquals("hello", taken(over(heldUp(vertx)), "/x", ANY));
    }

    @Test
    void whatIsLargerThanAnyIsParked() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + "x".repeat(1001);

        assertTrue(assertThrows(FetchFailure.class, () -> taken(ANY)).isParked());
    }

    /** There is room for one: the others hold nothing meanwhile, neither a connection nor a place. */
    @Test
    void aLargeOneThatFindsNoPlaceComesAgainAndSmallOnesWaitForNone() {
        var large = new Limits("whatsapp-nl", LARGE_BYTES, true, "image/jpeg");
        var first = CompletableFuture.supplyAsync(() -> taken("/large-slow", large).length());
        await().atMost(SOON).until(() -> begun.contains("/large-slow"));

        var told = assertThrows(FetchFailure.class, () -> taken("/large", large));
        var untold = assertThrows(FetchFailure.class,
                () -> taken("/large-untold", new Limits("whatsapp-nl", LARGE_BYTES, false, "image/jpeg")));
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        for (var i = 0; i < 5; i++) {
            assertEquals("hello", taken(ANY));
        }

        assertTrue(told.isTurnedAway() && untold.isTurnedAway());
        goOn.countDown();
        assertEquals(LARGE_BYTES, first.join());
        assertEquals(LARGE_BYTES, taken("/large", large).length());
    }

    /** Only chunks that come last say where an answer ends: RFC 9112, section 6.3. */
    @ParameterizedTest
    @ValueSource(strings = { "identity", "gzip", "xchunked", "chunked, gzip", " " })
    void whatSaysByAWordAloneWhereItEndsDoesNotSayIt(String encoding) {
        answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + encoding + "\r\n\r\nhel";

        assertThrows(FetchFailure.class, () -> taken(ANY));
    }

    /** The provider's hash is of what is not packed, and what is packed opens for nobody. */
    @ParameterizedTest
    @ValueSource(strings = { "gzip", "br", "GZIP", "identity, gzip" })
    void whatWasPackedOnItsWayWaitsForSomebody(String encoding) {
        answer = "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: 5\r\n\r\nhello";

        var failure = assertThrows(FetchFailure.class, () -> taken(ANY));
        assertEquals("encoded", failure.getMessage());
        assertTrue(failure.isParked());
    }

    /** Graph tells of a token by a code, with a 400 as well as with a 401. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"error\":{\"code\":190,\"type\":\"OAuthException\"}} | token-refused",
            "{\"error\":{\"code\":100}} | http-400", "{\"error\":\"190\"} | http-400", "no document | answer-not-understood" })
    void aTokenThatExpiredIsNoAnswerAboutTheFile(String document, String expected) {
        answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: " + document.length() + "\r\n\r\n" + document;

        assertEquals(expected, assertThrows(FetchFailure.class, () -> told()).getMessage());
    }

    /** It may say that the token has expired. */
    @Test
    void aRefusalThatCannotBeReadSaysNothingOfTheFile() {
        answer = "HTTP/1.1 400 Bad Request\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello";
        assertEquals("encoded", assertThrows(FetchFailure.class, () -> told()).getMessage());
        for (var cut : List.of("Content-Length: 500\r\n\r\n{\"error\":", "Content-Length: 5\r\n\r\nhello")) {
            answer = "HTTP/1.1 400 Bad Request\r\n" + cut;
            assertFalse(assertThrows(FetchFailure.class, () -> told()).isAnswer(), cut);
        }
    }

    @ParameterizedTest
    @CsvSource({ "text/html, image/jpeg, false", "text/html; charset=utf-8, , true",
            "text/html, application/vnd.openxmlformats-officedocument.wordprocessingml.document, false",
            "application/xml, application/vnd.x+xml; v=1, true", "application/json, audio/ogg, false",
            "application/problem+json, image/jpeg, false", "Text/XML, video/mp4, false", "text/html, text/html, true",
            "application/json, application/json, true", "text/html, application/octet-stream, true",
            "image/png, image/jpeg, true", "application/octet-stream, image/jpeg, true", "text/plain, text/plain, true" })
    void aPageInThePlaceOfAFileIsNone(String came, String declared, boolean isTaken) {
        answer = "HTTP/1.1 200 OK\r\nContent-Type: " + came + "\r\nContent-Length: 5\r\n\r\nhello";
        var limits = new Limits("whatsapp-nl", 1000, true, declared);

        if (isTaken) {
            assertEquals("hello", taken(limits));
        } else {
            var failure = assertThrows(FetchFailure.class, () -> taken(limits));
            assertEquals("not-the-file", failure.getMessage());
            assertFalse(failure.isParked());
        }
    }

    /** Where no token went, it is ours to send one. */
    @Test
    void aTokenThatIsWantingWaitsForSomebody() {
        answer = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";

        assertEquals("token-refused", assertThrows(FetchFailure.class, () -> taken(ANY)).getMessage());
    }

    /** Of a link that we sent nobody has a token: it says nothing of the provider's. */
    @Test
    void aLinkThatWantsATokenIsAskedForAgain() {
        answer = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";
        var api = URI.create("http://127.0.0.1:" + server.getLocalPort());
        var link = new Step.Take(api, Map.of()).at(URI.create(api + "/x"));

        var failure = assertThrows(FetchFailure.class, () -> download.of(link, new FileHosts(api, Set.of()), ANY, piece -> {
        }).await().atMost(SOON));

        assertEquals("http-401", failure.getMessage());
        assertFalse(failure.isParked());
    }

    @Test
    void anApiThatNobodyKnowsWaitsForSomebody() {
        var api = URI.create("https://nowhere.invalid");

        assertEquals("host-unknown",
                assertThrows(FetchFailure.class, () -> download.of(new Step.Take(URI.create(api + "/x"), Map.of()),
                        new FileHosts(api, Set.of()), ANY, piece -> {
                        }).await().atMost(SOON)).getMessage());
    }

    @Test
    void aDocumentThatIsPackedWaitsForSomebody() {
        answer = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello";

        assertEquals("encoded", assertThrows(FetchFailure.class, () -> told()).getMessage());
    }

    private void told() {
        var api = URI.create("http://127.0.0.1:" + server.getLocalPort());
        download.of(new Step.Ask(URI.create(api + "/x"), Map.of(), document -> null), new FileHosts(api, Set.of()),
                ANY,
                piece -> {
                }).await().atMost(SOON);
    }

    @Test
    void nothingPackedIsAskedFor() {
        answer = "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello";

        assertEquals("hello", taken(ANY));
        assertTrue(asked.contains("accept-encoding: identity"), asked::toString);
    }

    @Test
    void whoSaysNothingForTooLongIsLeft() {
        assertEquals("broken-off", assertThrows(FetchFailure.class,
                () -> taken("/large-stalling", new Limits("whatsapp-nl", LARGE_BYTES, true, "image/jpeg"))).getMessage());
    }

    @Test
    void aLargeOneThatBreaksOffGivesItsPlaceBack() {
        for (var i = 0; i < 3; i++) {
            assertThrows(FetchFailure.class,
                    () -> taken("/large", new Limits("whatsapp-nl", 2 * LargeFiles.FROM, true, "image/jpeg")));
        }

        assertEquals(LARGE_BYTES, taken("/large", new Limits("whatsapp-nl", LARGE_BYTES, true, "image/jpeg")).length());
    }

    private String taken(Limits limits) {
        return taken("/x", limits);
    }

    private String taken(String path, Limits limits) {
        return taken(download, path, limits);
    }

    private Download over(Vertx vertx) {
        return new Download(vertx, new FileThreads(new io.vertx.mutiny.core.Vertx(this.vertx)), new LargeFiles(1), SILENCE);
    }

    /** Whoever goes on after something that takes a while does so when everything that it began has come. */
    private static Vertx heldUp(Vertx vertx) {
        return (Vertx) Proxy.newProxyInstance(Vertx.class.getClassLoader(), new Class<?>[] { Vertx.class },
                (proxy, method, arguments) -> {
                    var given = method.invoke(vertx, arguments);
                    return method.getName().equals("executeBlocking") ? heldUp((Future<?>) given) : given;
                });
    }

    private static Future<?> heldUp(Future<?> future) {
        return (Future<?>) Proxy.newProxyInstance(Future.class.getClassLoader(), new Class<?>[] { Future.class },
                (proxy, method, arguments) -> {
                    var next = method.invoke(future, arguments);
                    if (method.getName().equals("compose")) {
                        var come = new CompletableFuture<Void>();
                        ((Future<?>) next).onComplete(any -> Vertx.currentContext().runOnContext(later -> come.complete(null)));
                        come.get(5, TimeUnit.SECONDS);
                    }
                    return next;
                });
    }

    private String taken(Download download, String path, Limits limits) {
        var bytes = new ByteArrayOutputStream();
        var api = URI.create("http://127.0.0.1:" + server.getLocalPort());
        download.of(new Step.Take(URI.create(api + path), Map.of()), new FileHosts(api, Set.of()), limits, piece -> {
            bytes.writeBytes(piece);
            if (bytes.size() > LargeFiles.FROM) {
                begun.add(path);
            }
        }).await().atMost(SOON);
        return bytes.toString(US_ASCII);
    }
}
