package eu.onrecord.local.witness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import eu.onrecord.tlog.SigningKey;
import eu.onrecord.tlog.VerifierKey;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Answers logs that want to be seen, and whoever wants to know what was seen. */
public final class WitnessNode implements AutoCloseable {
    private static final int MOST_BYTES = 64 * 1024;
    /** Who sends a request slowly keeps nobody else waiting, and is cut off. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final HttpServer server;

    private WitnessNode(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * @param directory where what it saw outlives it
     * @param logs whose heads it signs
     * @param port 0 for one that is free
     * @throws IOException if the port is taken
     */
    public static WitnessNode start(Path directory, SigningKey key, List<VerifierKey> logs, int port) throws IOException {
        var vertx = Vertx.vertx();
        var witnessing = new Witnessing(new SeenHeads(directory), key, logs, Clock.systemUTC());
        var router = Router.router(vertx);
        router.post("/add-checkpoint").handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES)).blockingHandler(
                asked -> answer(asked, witnessing.add(asked.body().buffer() == null ? new byte[0]
                        : asked.body().buffer().getBytes())));
        router.route(HttpMethod.GET, "/:origin/checkpoint").blockingHandler(
                asked -> answer(asked, witnessing.seen(asked.pathParam("origin"))), false);
        try {
            var server = vertx.createHttpServer(new HttpServerOptions().setHost("localhost").setPort(port)
                    .setIdleTimeout((int) IDLE.toSeconds())).requestHandler(router);
            server.listen().toCompletionStage().toCompletableFuture().join();
            return new WitnessNode(vertx, server);
        } catch (RuntimeException taken) {
            vertx.close();
            throw new IOException("The witness cannot listen on port " + port, taken);
        }
    }

    private static void answer(RoutingContext asked, Answer answer) {
        asked.response().setStatusCode(answer.status()).putHeader("Content-Type", answer.contentType()).end(answer.body());
    }

    /** Its submission prefix, and its monitoring prefix. */
    public String address() {
        return "http://localhost:" + port();
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
