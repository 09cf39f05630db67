package eu.onrecord.ingest.webhook;

import java.util.function.Consumer;

import eu.onrecord.ingest.admission.Admission.Place;
import eu.onrecord.ingest.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** A body that is coming in, counted as it comes, so that nobody takes more room than was given. */
final class IncomingBody {
    /** Meta sends at most 3 MB, the others much less. */
    static final int LARGEST_BYTES = 3 * 1024 * 1024;

    private final Place place;
    private final long startedNanos;
    private final Consumer<ProblemType> refused;
    private Buffer bytes = Buffer.buffer();
    private boolean ended;

    /** @param refused told once, if it cannot be taken */
    IncomingBody(Place place, long nowNanos, Consumer<ProblemType> refused) {
        this.place = place;
        this.startedNanos = nowNanos;
        this.refused = refused;
    }

    /** @param complete told the whole body, if nothing is wrong with it */
    void readFrom(HttpServerRequest request, Consumer<byte[]> complete) {
        request.handler(this::more).endHandler(end -> {
            if (!ended) {
                ended = true;
                var whole = bytes.getBytes();
                bytes = null;
                complete.accept(whole);
            }
        }).exceptionHandler(gone -> abandon()).resume();
    }

    long startedNanos() {
        return startedNanos;
    }

    boolean isEnded() {
        return ended;
    }

    void refuse(ProblemType why) {
        if (!ended) {
            abandon();
            refused.accept(why);
        }
    }

    private void more(Buffer chunk) {
        if (ended) {
            return;
        }
        var length = bytes.length() + chunk.length();
        if (length > LARGEST_BYTES) {
            refuse(ProblemType.BODY_TOO_LARGE);
        } else if (!place.holds(length)) {
            refuse(ProblemType.OVERLOADED);
        } else {
            bytes = bytes.length() == 0 ? chunk : bytes.appendBuffer(chunk);
        }
    }

    private void abandon() {
        ended = true;
        bytes = null;
        place.leave();
    }
}
