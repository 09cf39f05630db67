package eu.onrecord.ingest.webhook;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import eu.onrecord.ingest.admission.AdmissionConfig;
import eu.onrecord.ingest.problem.ProblemType;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Gives up on bodies that come too slowly: one look a second at all of them is cheaper than a timer for each. */
@ApplicationScoped
class SlowBodies {
    private static final long BETWEEN_LOOKS_MILLIS = 1000;

    private final Map<IncomingBody, Context> coming = new ConcurrentHashMap<>();
    private final AdmissionConfig config;
    private final Vertx vertx;

    SlowBodies(AdmissionConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent start) {
        vertx.setPeriodic(BETWEEN_LOOKS_MILLIS, look -> giveUp(System.nanoTime()));
    }

    /** @param context on which the body is read */
    void watch(Context context, IncomingBody body) {
        coming.put(body, context);
    }

    private void giveUp(long nowNanos) {
        coming.keySet().removeIf(IncomingBody::isEnded);
        coming.forEach((body, context) -> {
            if (nowNanos - body.startedNanos() > config.bodyPatience().toNanos()) {
                context.runOnContext(back -> body.refuse(ProblemType.BODY_LATE));
            }
        });
    }
}
