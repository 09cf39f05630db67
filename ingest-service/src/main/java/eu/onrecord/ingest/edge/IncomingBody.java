package eu.onrecord.ingest.edge;

import java.time.Duration;
import java.util.function.Consumer;

import eu.onrecord.ingest.admission.Admission.Place;
import eu.onrecord.ingest.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** A body that is coming in, counted as it comes, so that nobody takes more room than was given. For its event loop alone. */
final class IncomingBody {
    private final Place place;
    private final int largest;
    private final long startedNanos;
    private final Consumer<ProblemType> refused;
    private final Consumer<IncomingBody> over;
    private Buffer bytes = Buffer.buffer();
    private HttpConnection connection;
    private boolean isOneOfMany;
    private boolean ended;

    /**
     * @param largest more bytes are too many
     * @param refused told once, if it cannot be taken
     * @param over told once, however it ended
     */
    IncomingBody(Place place, int largest, long nowNanos, Consumer<ProblemType> refused, Consumer<IncomingBody> over) {
        this.place = place;
        this.largest = largest;
        this.startedNanos = nowNanos;
        this.refused = refused;
        this.over = over;
    }

    /**
     * @param complete told the whole body, if nothing is wrong with it
     * @param gone told if whoever sent it went away in the middle
     */
    void readFrom(HttpServerRequest request, Consumer<byte[]> complete, Runnable gone) {
        connection = request.connection();
        isOneOfMany = request.version() == HttpVersion.HTTP_2;
        request.handler(this::more).endHandler(end -> {
            if (!ended) {
                var whole = bytes.getBytes();
                end();
                complete.accept(whole);
            }
        }).exceptionHandler(broken -> {
            if (!ended) {
                abandon();
                gone.run();
            }
        }).resume();
    }

    /** Gives up on it if it comes too slowly. */
    void look(Pace pace, long nowNanos) {
        if (!ended && pace.isTooSlow(nowNanos - startedNanos, bytes.length())) {
            refuse(ProblemType.BODY_LATE);
        }
    }

    /** Its place went to another, or its connection. */
    void evicted() {
        refuse(ProblemType.OVERLOADED);
    }

    HttpConnection connection() {
        return connection;
    }

    /** Whether others come on the same connection. */
    boolean isOneOfMany() {
        return isOneOfMany;
    }

    /** Whether it has been coming for so long. */
    boolean isOlder(Duration time, long nowNanos) {
        return nowNanos - startedNanos >= time.toNanos();
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
        if (length > largest) {
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
