package eu.onrecord.archive.ledger;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * The ledger as others read it (https://c2sp.org/tlog-tiles): the visible head, tiles and entries, to whoever asks, on a port
 * of
 * its own. Only where a setting says so; entries tell nothing of records, but how many there are.
 */
@ApplicationScoped
class TileServer {
    private static final Logger LOG = Logger.getLogger(TileServer.class);
    private static final Pattern TILE = Pattern
            .compile("tile/(?:entries|[0-7])/(?:x(?!000)[0-9]{3}/(?:x[0-9]{3}/){0,4})?[0-9]{3}(?:\\.p/[1-9][0-9]{0,2})?");
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int THREADS = 2;
    private static final int MOST_CONNECTIONS = 256;
    /** What waits to be read holds memory, also for whoever has gone meanwhile. */
    private static final int MOST_WAITING = 64;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final LedgerConfig config;
    private final Store store;
    private final Vertx vertx;
    /** In the order in which they came; for the server's one event loop. */
    private final Set<HttpConnection> connections = new LinkedHashSet<>();
    /**
     * Of these, those of which one request is being answered, or was: what stands behind it may be read before they are closed.
     */
    private final Set<HttpConnection> asked = new LinkedHashSet<>();
    /** How many wait to be read; for the same. */
    private int waiting;
    private HttpServer server;

    TileServer(LedgerConfig config, Store store, Vertx vertx) {
        this.config = config;
        this.store = store;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        config.tilesPort().ifPresent(port -> {
            // whoever reads tiles keeps nobody from reading records: threads of their own, and nothing is written to who reads not
            var readers = vertx.createSharedWorkerExecutor("ledger-tiles", THREADS);
            server = vertx.createHttpServer(new HttpServerOptions().setPort(port)
                    .setIdleTimeout((int) IDLE.toSeconds()).setHttp2ClearTextEnabled(false))
                    .connectionHandler(this::bound).requestHandler(request -> answer(request, readers));
            server.listen().toCompletionStage().toCompletableFuture().join();
            LOG.infof("The ledger can be read by everybody who reaches port %d", server.actualPort());
        });
    }

    /** Where it listens. */
    int port() {
        return server.actualPort();
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            server.close();
        }
    }

    private void bound(HttpConnection connection) {
        connections.add(connection);
        connection.closeHandler(closed -> {
            connections.remove(connection);
            asked.remove(connection);
        });
        if (connections.size() > MOST_CONNECTIONS) {
            // the one that came first: whoever asks for something is answered long before
            var first = connections.iterator().next();
            connections.remove(first);
            first.close();
        }
    }

    /** One request a connection: of those that were sent behind it none is read. */
    private void answer(HttpServerRequest request, WorkerExecutor readers) {
        if (!connections.contains(request.connection()) || !asked.add(request.connection())) {
            return;
        }
        request.pause();
        request.response().putHeader("Connection", "close");
        var name = request.path() == null ? "" : request.path().replaceFirst("^/", "");
        var isHead = name.equals(Publication.CHECKPOINT);
        if (!READING.contains(request.method()) || !isHead && !TILE.matcher(name).matches()) {
            end(request, 404);
        } else if (waiting == MOST_WAITING) {
            request.response().putHeader("Retry-After", "1");
            end(request, 503);
        } else {
            waiting++;
            readers.<Optional<byte[]>> executeBlocking(() -> isGone(request) ? Optional.empty() : store.read(name), false)
                    .onComplete(read -> {
                        waiting--;
                        if (read.failed()) {
                            end(request, 500);
                        } else if (read.result().isEmpty()) {
                            end(request, 404);
                        } else {
                            send(request, read.result().get(), isHead);
                        }
                    });
        }
    }

    private static boolean isGone(HttpServerRequest request) {
        return request.response().closed();
    }

    private void send(HttpServerRequest request, byte[] bytes, boolean isHead) {
        request.response().putHeader("Content-Type", isHead ? "text/plain; charset=utf-8" : "application/octet-stream")
                .putHeader("Cache-Control", isHead ? "max-age=1" : "public, max-age=31536000, immutable")
                .putHeader("Content-Length", String.valueOf(bytes.length));
        end(request, 200, request.method() == HttpMethod.HEAD ? Buffer.buffer() : Buffer.buffer(bytes));
    }

    private void end(HttpServerRequest request, int status) {
        end(request, status, Buffer.buffer());
    }

    /** Whoever asks once more has to come again. */
    private void end(HttpServerRequest request, int status, Buffer body) {
        if (isGone(request)) {
            return;
        }
        request.response().setStatusCode(status).end(body).onComplete(ended -> {
            connections.remove(request.connection());
            request.connection().close();
        });
    }
}
