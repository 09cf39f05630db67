package eu.onrecord.ingest.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.vertx.core.http.HttpConnection;

/**
 * The open connections of one event loop, each watched to its end: one without a request is closed in time, however it
 * dribbles, and
 * the one that has been idle for the longest makes room for a new one.
 */
final class Connections {
    private final int most;
    private final long idleNanos;
    private final long firstHeadNanos;
    private final LongSupplier ticker;
    /** In the order in which they became idle, those that are not among them wherever. */
    private final Map<HttpConnection, Watched> open = new LinkedHashMap<>();
    private int busy;

    Connections(int most, Duration idle, Duration firstHead, LongSupplier ticker) {
        this.most = most;
        this.idleNanos = idle.toNanos();
        this.firstHeadNanos = firstHead.toNanos();
        this.ticker = ticker;
    }

    private static final class Watched {
        private int requests;
        private boolean used;
        private boolean last;
        private long idleSince;
    }

    /** A client came. */
    void opened(HttpConnection connection) {
        var watched = new Watched();
        watched.idleSince = ticker.getAsLong();
        open.put(connection, watched);
        connection.closeHandler(gone -> forget(connection));
    }

    /** A request's head is there. */
    void began(HttpConnection connection) {
        var watched = open.get(connection);
        if (watched != null) {
            watched.used = true;
            if (watched.requests++ == 0) {
                busy++;
            }
        }
    }

    /** Nothing is read behind its request of now. */
    void readsNothingBehind(HttpConnection connection) {
        var watched = open.get(connection);
        if (watched != null) {
            watched.last = true;
        }
    }

    /** Whether the connection ends with the request that it has, or had. */
    boolean isLast(HttpConnection connection) {
        var watched = open.get(connection);
        return watched != null && watched.last;
    }

    /** It was answered, whether or not the answer is read. */
    void answered(HttpConnection connection) {
        var watched = open.get(connection);
        if (watched != null && --watched.requests == 0) {
            busy--;
            watched.idleSince = ticker.getAsLong();
            // to the end of the order
            open.remove(connection);
            open.put(connection, watched);
        }
    }

    /** Closes what has been without a request for too long. */
    void look() {
        var now = ticker.getAsLong();
        var late = new ArrayList<HttpConnection>();
        open.forEach((connection, watched) -> {
            if (watched.requests == 0 && now - watched.idleSince > (watched.used ? idleNanos : firstHeadNanos)) {
                late.add(connection);
            }
        });
        late.forEach(BrokenOff::now);
    }

    private void forget(HttpConnection connection) {
        var watched = open.remove(connection);
        if (watched != null && watched.requests > 0) {
            busy--;
        }
    }

    int size() {
        return open.size();
    }

    /** How many have a request that is not answered. */
    int busy() {
        return busy;
    }

    /** Whether one more would be too many. */
    boolean isFull() {
        return open.size() >= most;
    }

    /** False if there is none that is idle. */
    boolean closeTheLongestIdle() {
        var longest = open.entrySet().stream().filter(entry -> entry.getValue().requests == 0).findFirst()
                .map(Map.Entry::getKey);
        longest.ifPresent(connection -> {
            forget(connection);
            BrokenOff.now(connection);
        });
        return longest.isPresent();
    }
}
