package eu.onrecord.archive.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import eu.onrecord.archive.s3.Bucket;
import eu.onrecord.archive.s3.Credentials;

/** Stores that speak S3, and say each in their own way what they do with whoever comes second. */
class ExclusiveS3Test {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final AtomicInteger written = new AtomicInteger();
    private HttpServer server;
    /** What who comes second is told. */
    private int ofPut = 412;
    private int ofParts = 412;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
            var path = exchange.getRequestURI().getPath();
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            var body = new byte[0];
            var status = 200;
            if (exchange.getRequestMethod().equals("DELETE")) {
                objects.remove(path);
                status = 204;
            } else if (query.startsWith("uploads")) {
                body = "<R><UploadId>7</UploadId></R>".getBytes(UTF_8);
            } else if (exchange.getRequestMethod().equals("POST")) {
                body = "<R></R></CompleteMultipartUploadResult>".getBytes(UTF_8);
                status = ofParts;
            } else if (!query.contains("uploadId")) {
                written.incrementAndGet();
                status = objects.putIfAbsent(path, body) == null ? 200 : ofPut;
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @ParameterizedTest
    @CsvSource({ "412, 412, true", "200, 412, false", "412, 200, false" })
    void twoMaySucceedInNoWay(int put, int parts, boolean isExclusive) {
        ofPut = put;
        ofParts = parts;

        assertEquals(isExclusive, store().isExclusive());
        assertEquals(Map.of(), objects, "what it was tried with is taken away");
    }

    /** A policy, or a store that lets nothing be written over. */
    @ParameterizedTest
    @ValueSource(ints = { 403, 409, 501 })
    void whoRefusesInOtherWordsIsNotTriedForEver(int refusal) {
        ofPut = refusal;
        var store = store();

        for (var i = 0; i < 100; i++) {
            assertTrue(store.isExclusive());
        }
        var tries = written.get();
        store.isExclusive();

        assertEquals(tries, written.get());
        assertEquals(Map.of(), objects);
    }

    @Test
    void whoSaysItOnceIsBelieved() {
        var store = store();
        store.isExclusive();
        var tries = written.get();
        store.isExclusive();

        assertEquals(tries, written.get());
    }

    private S3Store store() {
        return new S3Store(
                new Bucket(HttpClient.newHttpClient(), URI.create("http://localhost:" + server.getAddress().getPort()),
                        "files", "us-east-1", new Credentials("local", "local"), Clock.systemUTC()),
                "");
    }
}
