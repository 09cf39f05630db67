package eu.onrecord.ingest.edge;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * What becomes of a request that was answered before all of it came. What still comes is thrown away, so that whoever sends it
 * hears
 * the answer; but not for long, and not much of it.
 */
final class Refusal {
    private static final long LONGEST_MILLIS = 1500;
    private static final long MOST_BYTES = 4L * 1024 * 1024;
    /** HTTP/2, RFC 9113 section 8.1: the answer is whole, and the rest of the request is not wanted. */
    private static final long NO_ERROR = 0;

    private Refusal() {
    }

    /** From the request's own event loop, before or after the answer. */
    static void throwAwayTheRest(Vertx vertx, HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            // its other end would hold the stream for as long as it likes, and others beside it
            request.response().reset(NO_ERROR);
            return;
        }
        var timer = vertx.setTimer(LONGEST_MILLIS, late -> BrokenOff.now(request.connection()));
        request.handler(new ThrownAway(request)).endHandler(end -> vertx.cancelTimer(timer))
                .exceptionHandler(gone -> vertx.cancelTimer(timer)).resume();
    }

    private static final class ThrownAway implements Handler<Buffer> {
        private final HttpServerRequest request;
        private long bytes;

        private ThrownAway(HttpServerRequest request) {
            this.request = request;
        }

        @Override
        public void handle(Buffer chunk) {
            bytes += chunk.length();
            if (bytes > MOST_BYTES) {
                BrokenOff.now(request.connection());
            }
        }
    }
}
