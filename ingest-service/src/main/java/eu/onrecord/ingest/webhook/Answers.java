package eu.onrecord.ingest.webhook;

import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Answer;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** What providers hear. */
final class Answers {
    /** Read on and not kept, so that whoever sends it hears the answer. */
    private static final long LARGEST_THROWN_AWAY_BYTES = 16L * 1024 * 1024;

    private Answers() {
    }

    /** Everything is durable. */
    static void taken(HttpServerResponse response, Answer answer) {
        if (response.closed()) {
            return;
        }
        if (answer.contentType() != null) {
            response.putHeader("Content-Type", answer.contentType());
        }
        response.end(answer.body());
    }

    static void problem(HttpServerResponse response, ProblemType why) {
        if (response.closed() || response.ended()) {
            return;
        }
        if (why.isTemporary()) {
            response.putHeader("Retry-After", ProblemType.RETRY_AFTER);
        }
        response.setStatusCode(why.status()).putHeader("Content-Type", "application/problem+json").end(why.json());
    }

    /**
     * A problem, told before the body is read. What still comes of it is thrown away; if that is too much, so is the
     * connection.
     */
    static void refusal(HttpServerRequest request, ProblemType why) {
        request.handler(new ThrownAway(request)).endHandler(end -> {
        }).exceptionHandler(gone -> {
        }).resume();
        if (why == ProblemType.BODY_LATE) {
            request.response().endHandler(told -> request.connection().close());
        }
        problem(request.response(), why);
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
            if (bytes > LARGEST_THROWN_AWAY_BYTES) {
                request.connection().close();
            }
        }
    }

    /** Zero where the request does not say how long its body is. */
    static long declaredLength(HttpServerRequest request) {
        var declared = request.getHeader("Content-Length");
        try {
            return declared == null ? 0 : Long.parseLong(declared);
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }
}
