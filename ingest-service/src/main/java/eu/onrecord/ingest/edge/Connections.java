package eu.onrecord.ingest.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

import io.vertx.core.http.HttpConnection;

/**
 * The open connections of one event loop, each watched to its end: one without a request is closed in time, however it
 * dribbles. Those on which no webhook was ever proven are strangers'.
 */
final class Connections {
    private final int most;
    private final long idleNanos;
    private final long firstHeadNanos;
    private final LongSupplier ticker;
    private final Map<HttpConnection, Watched> open = new HashMap<>();
    /** In the order in which they came. */
    private final Set<HttpConnection> strangers = new LinkedHashSet<>();
    /** In the order in which they became idle. */
    private final Set<HttpConnection> idleProven = new LinkedHashSet<>();
    private int busy;
    private int requests;

    Connections(int most, Duration idle, Duration firstHead, LongSupplier ticker) {
        this.most = most;
        this.idleNanos = idle.toNanos();
        this.firstHeadNanos = firstHead.toNanos();
        this.ticker = ticker;
    }

    private static final class Watched {
        private int requests;
        private boolean used;
        private boolean proven;
        private boolean last;
        private long openSince;
        private long idleSince;
    }

    /** A client came. */
    void opened(HttpConnection connection) {
        var watched = new Watched();
        watched.openSince = ticker.getAsLong();
        watched.idleSince = watched.openSince;
        open.put(connection, watched);
        strangers.add(connection);
        connection.closeHandler(gone -> forget(connection));
    }

    /** A request's head is there. */
    void began(HttpConnection connection) {
        var watched = open.get(connection);
        if (watched != null) {
            watched.used = true;
            requests++;
            if (watched.requests++ == 0) {
                busy++;
                idleProven.remove(connection);
            }
        }
    }

    /** A webhook on it was authentic. */
    void proven(HttpConnection connection) {
        var watched = open.get(connection);
        if (watched != null) {
            watched.proven = true;
            strangers.remove(connection);
            // over HTTP/2 its request may have ended meanwhile
            if (watched.requests == 0) {
                idleProven.add(connection);
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
        if (watched == null) {
            return;
        }
        requests--;
        if (--watched.requests == 0) {
            busy--;
            watched.idleSince = ticker.getAsLong();
            if (watched.proven) {
                idleProven.add(connection);
            }
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

    /** Closes one now. */
    void close(HttpConnection connection) {
        forget(connection);
        BrokenOff.now(connection);
    }

    private void forget(HttpConnection connection) {
        var watched = open.remove(connection);
        strangers.remove(connection);
        idleProven.remove(connection);
        if (watched != null && watched.requests > 0) {
            busy--;
            requests -= watched.requests;
        }
    }

    int size() {
        return open.size();
    }

    /** How many have a request that is not answered. */
    int busy() {
        return busy;
    }

    /** Whether one more would be too many. Of several requests on one connection each counts as one. */
    boolean isFull() {
        return places() >= most;
    }

    /** Whether there are too many already: a request on a connection that has others is told of when it is there. */
    boolean isOverfull() {
        return places() > most;
    }

    private int places() {
        return open.size() - busy + requests;
    }

    boolean isOpen(HttpConnection connection) {
        return open.containsKey(connection);
    }

    /** The stranger that came first, if that is so long ago. */
    Optional<HttpConnection> strangerFor(Duration time) {
        return strangers.stream().findFirst()
                .filter(connection -> ticker.getAsLong() - open.get(connection).openSince >= time.toNanos());
    }

    /** The one with a proof that has been idle for the longest, if that is so long. */
    Optional<HttpConnection> idleFor(Duration time) {
        return idleProven.stream().findFirst()
                .filter(connection -> ticker.getAsLong() - open.get(connection).idleSince >= time.toNanos());
    }
}
