package eu.onrecord.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import eu.onrecord.contract.chat.Media;

/**
 * Hands out files as WhatsApp does: an id gives an address, which gives the bytes. It takes its time, and may say now and then
 * that it cannot.
 */
final class FileProvider implements AutoCloseable {
    private static final int UNAVAILABLE = 503;
    private static final int BLOCK = 8192;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Duration pause;
    private final int failing;
    private final AtomicInteger asked = new AtomicInteger();

    /**
     * @param pause before each answer of bytes
     * @param failing each of so many requests is refused; 0 for none
     */
    FileProvider(Duration pause, int failing) throws IOException {
        this.pause = pause;
        this.failing = failing;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What archive-service is told of it. */
    Map<String, String> settings() {
        var channel = "onrecord.channels." + IngestSettings.CHANNEL;
        return Map.of(channel + ".provider", "whatsapp", channel + ".api", address(), channel + ".token", "bench",
                "onrecord.media-store.per-customer-and-day", "1000000");
    }

    /**
     * A file that it has.
     *
     * @param number it has another for each
     * @param bytes how many
     */
    static Media file(int number, int bytes) {
        return new Media(number + "x" + bytes, "image/jpeg", sha256(number, bytes), number + ".jpg");
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (failing > 0 && asked.incrementAndGet() % failing == 0) {
                exchange.sendResponseHeaders(UNAVAILABLE, -1);
            } else if (path.startsWith("/bytes/")) {
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                var which = path.substring("/bytes/".length()).split("x");
                send(exchange, Integer.parseInt(which[0]), Integer.parseInt(which[1]));
            } else {
                send(exchange, ("{\"url\":\"" + address() + "/bytes" + path + "\"}").getBytes(UTF_8));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** One block again and again, so that it costs nothing to have. */
    private static void send(HttpExchange exchange, int number, int length) throws IOException {
        var block = block(number);
        exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
        for (var sent = 0; sent < length; sent += block.length) {
            exchange.getResponseBody().write(block, 0, Math.min(block.length, length - sent));
        }
    }

    private static byte[] block(int number) {
        var block = new byte[BLOCK];
        new Random(number).nextBytes(block);
        return block;
    }

    private static String sha256(int number, int length) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var block = block(number);
            for (var hashed = 0; hashed < length; hashed += block.length) {
                digest.update(block, 0, Math.min(block.length, length - hashed));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
