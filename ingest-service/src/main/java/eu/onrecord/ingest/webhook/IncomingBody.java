package eu.onrecord.ingest.webhook;

import java.util.function.Consumer;

import eu.onrecord.ingest.admission.Admission.Place;
import eu.onrecord.ingest.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** A body that is coming in, counted as it comes, so that nobody takes more room than was given. */
final class IncomingBody implements Patience.Waiting {
    /** Meta sends at most 3 MB, the others much less. */
    static final int LARGEST_BYTES = 3 * 1024 * 1024;

    private final Place place;
    private final long startedNanos;
    private final Consumer<ProblemType> refused;
    private final Consumer<IncomingBody> over;
    private Buffer bytes = Buffer.buffer();
    private boolean ended;

    /**
     * @param refused told once, if it cannot be taken
     * @param over told once, however it ended
     */
    IncomingBody(Place place, long nowNanos, Consumer<ProblemType> refused, Consumer<IncomingBody> over) {
        this.place = place;
        this.startedNanos = nowNanos;
        this.refused = refused;
        this.over = over;
    }

    /** @param complete told the whole body, if nothing is wrong with it */
    void readFrom(HttpServerRequest request, Consumer<byte[]> complete) {
        request.handler(this::more).endHandler(end -> {
            if (!ended) {
                var whole = bytes.getBytes();
                end();
                complete.accept(whole);
            }
        }).exceptionHandler(gone -> abandon()).resume();
    }

    @Override
    public long sinceNanos() {
        return startedNanos;
    }

    @Override
    public void giveUp() {
        refuse(ProblemType.BODY_LATE);
    }

    private void refuse(ProblemType why) {
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
        if (!ended) {
            end();
            place.leave();
        }
    }

    private void end() {
        ended = true;
        bytes = null;
        over.accept(this);
    }
}
