package eu.onrecord.local.phone;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/** The providers of some channels on one port, with the phones to write from. */
public final class Simulators implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final MediaShelf shelf = new MediaShelf();
    private final Map<String, ProviderSimulator> byChannel = new LinkedHashMap<>();
    private HttpServer server;

    private Simulators(Map<String, ? extends Dialect> dialects) {
        dialects.forEach((channel, dialect) -> byChannel.put(channel, new ProviderSimulator(vertx, dialect, shelf)));
    }

    /** Without more pages. */
    public static Simulators start(Map<String, ? extends Dialect> dialects, int port) throws IOException, InterruptedException {
        return start(dialects, port, router -> {
        });
    }

    /**
     * Starts them all.
     *
     * @param dialects how the provider of each channel speaks, by the channel's name, in the order to show them in
     * @param port zero takes a free one
     * @param extension adds more pages on the same port
     * @throws IOException if the port is taken
     */
    public static Simulators start(Map<String, ? extends Dialect> dialects, int port, Consumer<Router> extension)
            throws IOException, InterruptedException {
        var simulators = new Simulators(dialects);
        var router = Router.router(simulators.vertx);
        simulators.byChannel.values().forEach(simulator -> simulator.addTo(router));
        new PhonePage(simulators.byChannel, simulators.shelf).addTo(router);
        extension.accept(router);
        try {
            simulators.server = simulators.vertx.createHttpServer().requestHandler(router).listen(port, "localhost")
                    .toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return simulators;
        } catch (ExecutionException | TimeoutException broken) {
            simulators.close();
            throw new IOException("The simulators do not start: " + broken.getMessage(), broken);
        }
    }

    public int port() {
        return server.actualPort();
    }

    /** @throws IllegalArgumentException if there is no such channel */
    public ProviderSimulator of(String channel) {
        var simulator = byChannel.get(channel);
        if (simulator == null) {
            throw new IllegalArgumentException("no channel " + channel);
        }
        return simulator;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
