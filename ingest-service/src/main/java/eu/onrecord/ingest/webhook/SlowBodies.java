package eu.onrecord.ingest.webhook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.ingest.admission.AdmissionConfig;
import eu.onrecord.ingest.problem.ProblemType;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Vertx;

/**
 * Gives up on bodies that come too slowly. Each event loop keeps its own, and looks at them once a second: that is cheaper than
 * a timer for each.
 */
@ApplicationScoped
class SlowBodies {
    private static final long BETWEEN_LOOKS_MILLIS = 1000;

    private final AdmissionConfig config;
    private final FastThreadLocal<Set<IncomingBody>> coming = new FastThreadLocal<>();

    SlowBodies(AdmissionConfig config) {
        this.config = config;
    }

    /** From an event loop, on which the body is read. */
    void watch(Vertx vertx, IncomingBody body) {
        var ofThisLoop = coming.get();
        if (ofThisLoop == null) {
            coming.set(ofThisLoop = new LinkedHashSet<>());
            var watched = ofThisLoop;
            vertx.setPeriodic(BETWEEN_LOOKS_MILLIS, look -> giveUp(watched));
        }
        ofThisLoop.add(body);
    }

    /** From the same event loop, when it has come or was given up. */
    void forget(IncomingBody body) {
        coming.get().remove(body);
    }

    private void giveUp(Set<IncomingBody> ofThisLoop) {
        var now = System.nanoTime();
        var late = new ArrayList<IncomingBody>();
        for (var body : ofThisLoop) {
            if (now - body.startedNanos() < config.bodyPatience().toNanos()) {
                break;
            }
            late.add(body);
        }
        late.forEach(body -> body.refuse(ProblemType.BODY_LATE));
    }
}
