package eu.onrecord.ingest.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

import io.vertx.core.http.HttpConnection;

/**
 * The open connections of one event loop, each watched to its end: one without a request is closed in time, however it
 * dribbles, and the one that has been idle for the longest makes room for a new one: a stranger's first, of those on which no
 * webhook was ever proven.
 */
final class Connections {
    private final int most;
    private final long idleNanos;
    private final long firstHeadNanos;
    private final LongSupplier ticker;
    private final Map<HttpConnection, Watched> open = new HashMap<>();
    /** In the order in which they became idle. */
    private final Set<HttpConnection> idleStrangers = new LinkedHashSet<>();
    private final Set<HttpConnection> idleProven = new LinkedHashSet<>();
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
        private boolean proven;
        private boolean last;
        private long idleSince;
    }

    /** A client came. */
    void opened(HttpConnection connection) {
        var watched = new Watched();
        watched.idleSince = ticker.getAsLong();
        open.put(connection, watched);
        idleStrangers.add(connection);
        connection.closeHandler(gone -> forget(connection));
    }

    /** A request's head is there. */
    void began(HttpConnection connection) {
        var watched = open.get(connection);
        if (watched != null) {
            watched.used = true;
            if (watched.requests++ == 0) {
                busy++;
                idle(watched).remove(connection);
            }
        }
    }

    /** A webhook on it was authentic. */
    void proven(HttpConnection connection) {
        var watched = open.get(connection);
        if (watched != null) {
            watched.proven = true;
            // over HTTP/2 its request may have ended meanwhile
            if (idleStrangers.remove(connection)) {
                idleProven.add(connection);
            }
        }
    }

    private Set<HttpConnection> idle(Watched watched) {
        return watched.proven ? idleProven : idleStrangers;
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
            idle(watched).add(connection);
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
        idleStrangers.remove(connection);
        idleProven.remove(connection);
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

    boolean isProven(HttpConnection connection) {
        var watched = open.get(connection);
        return watched != null && watched.proven;
    }

    /** The longest idle of those without a proof; false if there is none. */
    boolean closeAnIdleStranger() {
        return closeFirst(idleStrangers);
    }

    /** The longest idle of those with a proof; false if there is none. */
    boolean closeAnIdleOne() {
        return closeFirst(idleProven);
    }

    private boolean closeFirst(Set<HttpConnection> idle) {
        var longest = idle.stream().findFirst();
        longest.ifPresent(connection -> {
            forget(connection);
            BrokenOff.now(connection);
        });
        return longest.isPresent();
    }
}
