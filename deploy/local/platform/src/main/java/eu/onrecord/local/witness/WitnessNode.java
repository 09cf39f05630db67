package eu.onrecord.local.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import eu.onrecord.tlog.SigningKey;
import eu.onrecord.tlog.VerifierKey;

/** Answers logs that want to be seen, and whoever wants to know what was seen. */
public final class WitnessNode implements AutoCloseable {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int THREADS = 4;

    private final HttpServer server;
    private final Witnessing witnessing;

    private WitnessNode(HttpServer server, Witnessing witnessing) {
        this.server = server;
        this.witnessing = witnessing;
    }

    /**
     * @param directory where what it saw outlives it
     * @param logs whose heads it signs
     * @param port 0 for one that is free
     */
    public static WitnessNode start(Path directory, SigningKey key, List<VerifierKey> logs, int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        var node = new WitnessNode(server, new Witnessing(new SeenHeads(directory), key, logs, Clock.systemUTC()));
        var executor = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, "witness");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(executor);
        server.createContext("/", node::answer);
        server.start();
        return node;
    }

    /** Its submission prefix, and its monitoring prefix. */
    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = answer(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
                    exchange.getRequestBody().readNBytes(MOST_BYTES));
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (UncheckedIOException away) {
            throw away.getCause();
        }
    }

    private Answer answer(String asked, byte[] body) {
        if (asked.equals("POST /add-checkpoint")) {
            return witnessing.add(body);
        }
        return asked.startsWith("GET /") && asked.endsWith("/checkpoint")
                ? witnessing.seen(asked.substring("GET /".length(), asked.length() - "/checkpoint".length()))
                : Answer.of(404);
    }
}
