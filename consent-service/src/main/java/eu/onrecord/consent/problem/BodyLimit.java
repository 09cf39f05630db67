package eu.onrecord.consent.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * What is kept in memory as a whole is small, and says before how long it is. Only an import may be of any length: it is read
 * as it comes.
 */
@ApplicationScoped
class BodyLimit {
    private static final int BEFORE_EVERYTHING = 900;
    private static final long LARGEST_BYTES = 1024 * 1024;
    private static final String IMPORT = "/relationships/import";

    void register(@Observes Filters filters) {
        filters.register(BodyLimit::check, BEFORE_EVERYTHING);
    }

    private static void check(RoutingContext context) {
        var request = context.request();
        var hasBody = request.method() == HttpMethod.POST || request.method() == HttpMethod.PUT;
        if (!hasBody || request.path().equals(IMPORT)) {
            context.next();
            return;
        }
        var length = length(request.getHeader("Content-Length"));
        if (length < 0 && request.getHeader("Transfer-Encoding") != null) {
            refuse(context, ProblemType.LENGTH_REQUIRED);
        } else if (length > LARGEST_BYTES) {
            refuse(context, ProblemType.BODY_TOO_LARGE);
        } else {
            context.next();
        }
    }

    private static long length(String declared) {
        try {
            return declared == null ? -1 : Long.parseLong(declared);
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }

    private static void refuse(RoutingContext context, ProblemType why) {
        context.response().setStatusCode(why.status()).putHeader("Content-Type", "application/problem+json")
                .putHeader("Connection", "close").end(why.json());
    }
}
