package eu.onrecord.ingest.edge;

import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Answer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** What providers hear. */
final class Answers {
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

    /** The challenge of a subscription. */
    static void challenge(HttpServerResponse response, String text) {
        response.putHeader("Content-Type", "text/plain;charset=UTF-8").putHeader("X-Content-Type-Options", "nosniff").end(text);
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
