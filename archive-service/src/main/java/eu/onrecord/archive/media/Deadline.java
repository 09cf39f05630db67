package eu.onrecord.archive.media;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

import io.vertx.core.Vertx;

/**
 * Closes a stream that takes too long, so that whoever reads it is not held for ever. The HTTP client's own limit ends with the
 * headers.
 */
final class Deadline implements AutoCloseable {
    private final Vertx vertx;
    private final long timer;

    private Deadline(Vertx vertx, long timer) {
        this.vertx = vertx;
        this.timer = timer;
    }

    static Deadline closing(Closeable stream, Vertx vertx, Duration after) {
        return new Deadline(vertx, vertx.setTimer(after.toMillis(), ignored -> close(stream)));
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }

    private static void close(Closeable stream) {
        try {
            stream.close();
        } catch (IOException closedAlready) {
            // the reader finds out by itself
        }
    }
}
