package eu.onrecord.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A server that is none of the good ones. */
@Timeout(30)
class BucketTest {
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private Bucket bucket;

    /** What the next request gets. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                answers.pop().to(exchange);
            }
        });
        server.start();
        bucket = bucket("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void end() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static Bucket bucket(String endpoint) {
        return new Bucket(HttpClient.newHttpClient(), URI.create(endpoint), "bucket", "eu-central-1",
                new Credentials("key", "secret"), Clock.systemUTC(), Duration.ofSeconds(2));
    }

    private static Answer answer(int status, String body) {
        return exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        };
    }

    @Test
    void anAnswerThatComesToNoEndIsWaitedForNoLongerThanAnother() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            try {
                over.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });

        assertThrows(UncheckedIOException.class, () -> bucket.read("a"));
    }

    @Test
    void whoCannotAnswerNowIsAskedAgain() {
        answers.addAll(List.of(answer(503, ""), answer(500, ""), answer(200, "there")));

        assertArrayEquals("there".getBytes(UTF_8), bucket.read("a").orElseThrow().bytes());
        answers.addAll(List.of(answer(503, ""), answer(412, "")));
        assertFalse(bucket.create("a", new byte[1], Map.of()));
    }

    @Test
    void whoNeverCanIsNotAskedForEver() {
        for (var i = 0; i < 5; i++) {
            answers.add(answer(503, "<Code>SlowDown</Code>"));
        }

        assertTrue(assertThrows(UncheckedIOException.class, () -> bucket.read("a")).getMessage().contains("503 SlowDown"));
        assertEquals(0, answers.size());
    }

    @Test
    void anErrorThatIsAnsweredAsASuccessIsNone() {
        answers.add(answer(200, "<Error><Code>InternalError</Code></Error>"));

        assertThrows(UncheckedIOException.class, () -> bucket.create("a", new byte[1], Map.of()));
    }

    @Test
    void withoutWhatItIsKnownByNothingIsReplaced() {
        assertThrows(UncheckedIOException.class, () -> bucket.replace("a", "", new byte[1]));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "<html>sign in</html>", "<Error><Code>SlowDown</Code></Error>",
            "<ListBucketResult><Contents><Key>a</Key></Contents>",
            "<ListBucketResult><Contents><Key>a</Key></Contents></ListBucketResult>",
            "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>" })
    void whatIsNoWholeListIsTakenForNone(String body) {
        answers.add(answer(200, body));

        assertThrows(UncheckedIOException.class, () -> bucket.list("x/"));
    }

    @Test
    void aListThatGoesOnWhereItWasEnds() {
        var page = "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>a&amp;b</NextContinuationToken>"
                + "</ListBucketResult>";
        answers.addAll(List.of(answer(200, page), exchange -> {
            assertTrue(exchange.getRequestURI().getRawQuery().contains("continuation-token=a%26b&"));
            answer(200, page).to(exchange);
        }));

        assertThrows(UncheckedIOException.class, () -> bucket.list("x/"));
        assertEquals(0, answers.size());
    }

    @Test
    void whoseRangeIsNotKeptToIsNotBelieved() {
        answers.add(answer(200, "everything"));
        assertThrows(UncheckedIOException.class, () -> bucket.read("a", 2, 3));
        answers.add(answer(416, "<Code>InvalidRange</Code>"));
        assertArrayEquals(new byte[0], bucket.read("a", 200, 3).orElseThrow());
        answers.add(answer(404, "<Code>NoSuchKey</Code>"));
        assertTrue(bucket.read("a", 0, 3).isEmpty());
        answers.add(answer(404, "<Code>NoSuchBucket</Code>"));
        assertThrows(UncheckedIOException.class, () -> bucket.read("a", 0, 3));
    }

    @Test
    void anUploadIsFinishedWhenItsEndIsToldAndNotBefore() {
        answers.addAll(List.of(answer(200, "<x><UploadId>a&b</UploadId></x>"), exchange -> {
            assertEquals("partNumber=1&uploadId=a%26b", exchange.getRequestURI().getRawQuery());
            answer(200, "").to(exchange);
        }, answer(200, "<Error><Code>InternalError</Code></Error>"), answer(412, "<Code>PreconditionFailed</Code>"),
                answer(404, "<Code>NoSuchUpload</Code>"), answer(204, "")));
        var upload = bucket.upload("a");
        upload.part(new byte[10]);

        assertThrows(UncheckedIOException.class, upload::finish);
        assertFalse(upload.finish());
        assertThrows(UncheckedIOException.class, upload::finish);
        upload.giveUp();
        assertEquals(0, answers.size());
    }

    @Test
    void whoSaysYesWithoutAWordOfS3IsNotBelieved() {
        answers.add(exchange -> exchange.sendResponseHeaders(200, -1));
        assertThrows(UncheckedIOException.class, () -> bucket.create("a", new byte[1], Map.of()));
        answers.addAll(List.of(answer(200, "<x><UploadId>a</UploadId></x>"), answer(200, "<html>sign in</html>"),
                answer(200, "<CompleteMultipartUploadResult></CompleteMultipartUploadResult>")));
        var upload = bucket.upload("a");
        assertThrows(UncheckedIOException.class, upload::finish);
        assertTrue(upload.finish());
    }

    /** Else what is to be taken away stays, and nobody asks again. */
    @ParameterizedTest
    @CsvSource({ "204, '', true", "200, '', true", "404, <Code>NoSuchKey</Code>, true", "404, <Code>NoSuchBucket</Code>, false",
            "404, <html>not here</html>, false", "200, <html>sign in</html>, false", "403, <Code>AccessDenied</Code>, false" })
    void onlyS3SaysThatSomethingIsGone(int status, String body, boolean isBelieved) {
        answers.add(answer(status, body));

        if (isBelieved) {
            bucket.delete("a");
        } else {
            assertThrows(UncheckedIOException.class, () -> bucket.delete("a"));
        }
    }

    @ParameterizedTest
    @CsvSource({ "404, <Code>NoSuchUpload</Code>, true", "404, <Code>NoSuchBucket</Code>, false", "404, '', false" })
    void onlyS3SaysThatAnUploadIsGone(int status, String body, boolean isBelieved) {
        answers.addAll(List.of(answer(200, "<x><UploadId>a</UploadId></x>"), answer(status, body)));
        var upload = bucket.upload("a");

        if (isBelieved) {
            upload.giveUp();
        } else {
            assertThrows(UncheckedIOException.class, upload::giveUp);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "yesterday", "Sun, 29 Nov 2026 16:21:09 GMT" })
    void theTimeOfWritingIsToldOrAskedForInVain(String header) {
        answers.add(exchange -> {
            if (!header.isEmpty()) {
                exchange.getResponseHeaders().add("Last-Modified", header);
            }
            exchange.sendResponseHeaders(200, -1);
        });

        if (header.endsWith("GMT")) {
            assertEquals(Instant.parse("2026-11-29T16:21:09Z"), bucket.modified("a").orElseThrow());
        } else {
            assertThrows(UncheckedIOException.class, () -> bucket.modified("a"));
        }
    }

    @Test
    void anAnswerWithoutEndIsNotTakenWhole() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var piece = new byte[1024 * 1024];
            for (var i = 0; i < 200; i++) {
                exchange.getResponseBody().write(piece);
            }
        });

        assertTrue(assertThrows(UncheckedIOException.class, () -> bucket.read("a")).getMessage().contains("more than"));
    }

    /** Whoever stands between us and S3 says that there is no such thing, and means something else. */
    @Test
    void thatNothingIsThereIsBelievedOfS3Alone() {
        answers.addAll(List.of(answer(404, ""), answer(404, "404 page not found")));
        assertThrows(UncheckedIOException.class, () -> bucket.size("a"));
        answers.addAll(List.of(answer(404, ""), answer(404, "<Code>NoSuchKey</Code>")));
        assertTrue(bucket.size("a").isEmpty());
        answers.add(answer(404, "404 page not found"));
        assertThrows(UncheckedIOException.class, () -> bucket.create("a", new byte[1], Map.of()));
        answers.add(answer(404, "404 page not found"));
        assertThrows(UncheckedIOException.class, () -> bucket.read("a"));
    }

    @ParameterizedTest
    @CsvSource({ "bytes 2-4/10, abc, true", "bytes 2-4/10, ab, false", "bytes 2-3/4, ab, true", "bytes 0-2/10, abc, false",
            "bytes 2-4/*, abc, false", ", abc, false" })
    void aPartIsTheOneThatWasAskedForOrNone(String range, String body, boolean isBelieved) {
        answers.add(exchange -> {
            if (range != null) {
                exchange.getResponseHeaders().add("Content-Range", range);
            }
            answer(206, body).to(exchange);
        });

        if (isBelieved) {
            assertArrayEquals(body.getBytes(UTF_8), bucket.read("a", 2, 3).orElseThrow());
        } else {
            assertThrows(UncheckedIOException.class, () -> bucket.read("a", 2, 3));
        }
    }
}
